-- Lists of conversations that members made for themselves, or for everybody (no member).
create table views (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  member_id uuid,
  name text not null,
  filter jsonb not null,
  list_order text not null,
  made_at timestamptz not null default clock_timestamp(),
  primary key (workspace_id, id)
);
create index views_member on views (workspace_id, member_id);
alter table views enable row level security;
alter table views force row level security;
create policy workspace on views using (workspace_id = current_workspace());
create policy maintenance on views to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on views to rapport_server;
