-- What became of messages of the team since they were written: a row for each that was edited or deleted. What it says now
-- stands in the last of its edits; no words are kept here.
create table message_changes (
  workspace_id uuid not null default current_workspace(),
  message_id uuid not null,
  -- How often it was changed.
  revision integer not null,
  -- The entries that edited it, in their order.
  edit_ids uuid[] not null default '{}',
  edited_at timestamptz,
  deleted_at timestamptz,
  deleted_by uuid,
  primary key (workspace_id, message_id)
);
alter table message_changes enable row level security;
alter table message_changes force row level security;
create policy workspace on message_changes using (workspace_id = current_workspace());
create policy maintenance on message_changes to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on message_changes to rapport_server;
