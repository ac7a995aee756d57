-- Which entries tell what a company is like: by these it is what it would be without what was withdrawn.
create table company_tellings (
  workspace_id uuid not null default current_workspace(),
  company_id uuid not null,
  entry_id uuid not null,
  primary key (workspace_id, company_id, entry_id)
);
alter table company_tellings enable row level security;
alter table company_tellings force row level security;
create policy workspace on company_tellings using (workspace_id = current_workspace());
create policy maintenance on company_tellings to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on company_tellings to rapport_server;

-- What only imports told: told once more by somebody else it is written down again, and stays when the import is undone.
-- A company keeps by what it was recognised when it was made, whoever made it.
alter table companies add column external_imported boolean not null default false;
alter table company_domains add column imported boolean not null default false;
-- Of a membership: what is believed of it.
alter table company_members add column imported boolean not null default false;

grant select, insert on company_tellings to rapport_maintenance;
grant select, update on companies, company_domains, company_members to rapport_maintenance;
set local role rapport_maintenance;
insert into company_tellings (workspace_id, company_id, entry_id)
  select e.workspace_id, (e.payload ->> 'companyId')::uuid, e.id from entries e
  join companies c on c.workspace_id = e.workspace_id and c.id = (e.payload ->> 'companyId')::uuid
  where e.kind in ('company.created', 'company.updated') and not e.machine;
update companies c set external_imported = c.external_id is not null and not exists (
  select from company_tellings t join entries e on e.workspace_id = t.workspace_id and e.id = t.entry_id and not e.machine
  where t.workspace_id = c.workspace_id and t.company_id = c.id and e.payload ->> 'externalId' = c.external_id
    and (e.kind = 'company.created' or e.source_name not like 'import:%'));
update company_domains d set imported = not exists (
  select from company_tellings t join entries e on e.workspace_id = t.workspace_id and e.id = t.entry_id and not e.machine
  where t.workspace_id = d.workspace_id and t.company_id = d.company_id
    and (e.kind = 'company.created' or e.source_name not like 'import:%')
    and (e.payload -> 'domains' ? d.domain or e.payload -> 'domains' -> 'added' ? d.domain));
update company_members m set imported = (m.added_at is not null or m.removed_at is not null) and not exists (
  select from entries e
  where e.workspace_id = m.workspace_id and e.customer_id = m.customer_id and not e.machine
    and e.kind in ('company.member_added', 'company.member_removed') and e.payload ->> 'companyId' = m.company_id::text
    and e.payload ->> 'verified' is distinct from 'false' and e.source_name not like 'import:%');
reset role;

alter table companies drop column sources;
