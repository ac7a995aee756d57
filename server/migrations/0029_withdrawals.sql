-- Entries that no longer hold, because the import that told them was undone. The ledger keeps them; nobody is shown them,
-- and read models are as if they had never come.
create table withdrawn_entries (
  workspace_id uuid not null default current_workspace(),
  entry_id uuid not null,
  primary key (workspace_id, entry_id)
);
alter table withdrawn_entries enable row level security;
alter table withdrawn_entries force row level security;
create policy workspace on withdrawn_entries using (workspace_id = current_workspace());
create policy maintenance on withdrawn_entries to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on withdrawn_entries to rapport_server;

-- Whether it no longer holds: asked of one entry at a time, so that no plan reads all that was ever withdrawn.
create function is_withdrawn(wanted uuid) returns boolean
  language sql stable
  return exists (
    select from withdrawn_entries w where w.workspace_id = current_workspace() and w.entry_id = wanted);

-- When a customer last did something, by own act or by a trace left; null if never.
create or replace function last_seen(wanted uuid) returns text
  language sql stable
  return (
    select rfc3339(max(newest.at))
    from ids_of(wanted) as who(id)
    cross join lateral (
      select e.occurred_at as at from entries e
      where e.workspace_id = current_workspace() and e.customer_id = who.id and e.direction in ('inbound', 'indirect')
        and not is_withdrawn(e.id)
      order by e.occurred_at desc, e.epoch desc, e.xid desc, e.seq desc
      limit 1
    ) newest
  );

-- An address that only imports told: told once more by somebody else it is written down again, and stays without them.
alter table identities add column imported boolean not null default false;

-- Workspaces in which a server has an import to go on with. What a command imported, the server takes back.
create or replace function workspaces_importing() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select distinct workspace_id from imports
  where state = 'undoing' or (state in ('checking', 'running') and origin = 'console');
end;

-- How many of five stars a review's score comes to, for lists by rating.
alter table reviews add column stars smallint
  generated always as (
    case when score is not null then greatest(1, least(5, round((score / scale * 5)::numeric)))::smallint end) stored;
create index reviews_stars on reviews (workspace_id, stars, posted_at, id);
create index reviews_site on reviews (workspace_id, site, posted_at, id);
