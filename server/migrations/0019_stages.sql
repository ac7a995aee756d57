-- Which entries stand for which lifecycle stage: a rule of the workspace. Without a row, the one that it begins with.
create table stage_rules (
  workspace_id uuid not null default current_workspace(),
  -- Null: the rule was put back to what it was in the beginning.
  lines jsonb,
  changed_at timestamptz not null,
  primary key (workspace_id)
);
alter table stage_rules enable row level security;
alter table stage_rules force row level security;
create policy workspace on stage_rules using (workspace_id = current_workspace());
create policy maintenance on stage_rules to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on stage_rules to rapport_server;
