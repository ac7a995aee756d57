-- Companies, and who belongs to them: read models of their entries, rebuilt from the ledger by `rebuild`. Reports come in
-- any order: of each attribute the latest by (time, id) counts, of a membership the latest word.
create table companies (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  -- The business's own id of it.
  external_id text collate "C",
  -- The attribute `name` that counts.
  name text,
  -- Whether anybody but a browser has told of it.
  verified boolean not null,
  created_at timestamptz not null,
  archived_at timestamptz,
  -- Who has told of it, in order: what one import alone has told can be taken back.
  sources text[] not null,
  primary key (workspace_id, id)
);
-- Concurrent writers meet here: one id of the business is one company.
create unique index companies_external on companies (workspace_id, external_id);
create index companies_newest on companies (workspace_id, created_at, id);
alter table companies enable row level security;
alter table companies force row level security;
create policy workspace on companies using (workspace_id = current_workspace());
create policy maintenance on companies to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on companies to rapport_server;

-- A domain belongs to one company.
create table company_domains (
  workspace_id uuid not null default current_workspace(),
  domain text collate "C" not null,
  company_id uuid not null,
  primary key (workspace_id, domain)
);
create index company_domains_company on company_domains (workspace_id, company_id);
alter table company_domains enable row level security;
alter table company_domains force row level security;
create policy workspace on company_domains using (workspace_id = current_workspace());
create policy maintenance on company_domains to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on company_domains to rapport_server;

-- Attributes as customers have them: what was proven and what was merely claimed stand side by side.
create table company_traits (
  workspace_id uuid not null default current_workspace(),
  company_id uuid not null,
  name text not null,
  verified boolean not null,
  -- JSON null: taken away by the latest report.
  value jsonb not null,
  said_at timestamptz not null,
  said_by text collate "C" not null,
  primary key (workspace_id, company_id, name, verified)
);
alter table company_traits enable row level security;
alter table company_traits force row level security;
create policy workspace on company_traits using (workspace_id = current_workspace());
create policy maintenance on company_traits to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on company_traits to rapport_server;

-- Who belongs to a company. A row stays with the customer that it came with, so that merges can be undone.
create table company_members (
  workspace_id uuid not null default current_workspace(),
  company_id uuid not null,
  customer_id uuid not null,
  -- When it was last said by somebody who is believed, when a browser last claimed it, when a member denied it.
  added_at timestamptz,
  claimed_at timestamptz,
  removed_at timestamptz,
  -- What they do there, with the word that counts.
  role text,
  role_at timestamptz,
  role_by text collate "C",
  -- A browser's claim counts where nobody who is believed has said anything.
  is_member boolean not null generated always as (
    case
      when added_at is null and removed_at is null then claimed_at is not null
      else added_at is not null and (removed_at is null or added_at > removed_at)
    end) stored,
  primary key (workspace_id, company_id, customer_id)
);
create index company_members_customer on company_members (workspace_id, customer_id);
alter table company_members enable row level security;
alter table company_members force row level security;
create policy workspace on company_members using (workspace_id = current_workspace());
create policy maintenance on company_members to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on company_members to rapport_server;

-- What companies are found by, as `customer_terms` of customers. Their people are found by the terms of the name.
create table company_terms (
  workspace_id uuid not null default current_workspace(),
  place smallint not null,
  term text collate "C" not null,
  company_id uuid not null,
  -- What it is taken from: name, id or domain.
  source text not null,
  primary key (workspace_id, place, term, company_id, source)
);
create index company_terms_company on company_terms (workspace_id, company_id);
alter table company_terms enable row level security;
alter table company_terms force row level security;
create policy workspace on company_terms using (workspace_id = current_workspace());
create policy maintenance on company_terms to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on company_terms to rapport_server;
