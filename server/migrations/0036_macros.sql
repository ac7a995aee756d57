-- Answers that are written often, of a member or for everybody (no member).
create table macros (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  member_id uuid,
  name text not null,
  body text not null,
  macro_kind text not null,
  actions jsonb not null,
  uses integer not null default 0,
  made_at timestamptz not null default clock_timestamp(),
  primary key (workspace_id, id)
);
create index macros_member on macros (workspace_id, member_id);
alter table macros enable row level security;
alter table macros force row level security;
create policy workspace on macros using (workspace_id = current_workspace());
create policy maintenance on macros to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on macros to rapport_server;
