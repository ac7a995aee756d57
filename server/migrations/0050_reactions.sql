-- How the other side took a message: what its newest reaction says, null when that was taken away.
create table message_reactions (
  workspace_id uuid not null default current_workspace(),
  message_id uuid not null,
  emoji text,
  reacted_at timestamptz not null,
  primary key (workspace_id, message_id)
);
alter table message_reactions enable row level security;
alter table message_reactions force row level security;
create policy workspace on message_reactions using (workspace_id = current_workspace());
create policy maintenance on message_reactions to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on message_reactions to rapport_server;
