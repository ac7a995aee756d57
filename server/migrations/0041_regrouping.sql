-- Conversations that became part of another. Their entries stay where they were written; reads go through these rows.
alter table conversations drop constraint conversations_status_check,
  add constraint conversations_status_check check (status in ('open', 'snoozed', 'closed', 'merged'));
create table conversation_merges (
  workspace_id uuid not null default current_workspace(),
  from_id uuid not null,
  into_id uuid not null,
  -- What it was, for when it is itself again.
  was_closed boolean not null,
  -- The tags that the other one gained by it.
  tag_ids uuid[] not null,
  merged_by uuid,
  merged_at timestamptz not null,
  primary key (workspace_id, from_id)
);
create index conversation_merges_into on conversation_merges (workspace_id, into_id);
alter table conversation_merges enable row level security;
alter table conversation_merges force row level security;
create policy workspace on conversation_merges using (workspace_id = current_workspace());
create policy maintenance on conversation_merges to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on conversation_merges to rapport_server;

-- Messages that stand in another conversation than the one in which they were written.
create table moved_messages (
  workspace_id uuid not null default current_workspace(),
  entry_id uuid not null,
  conversation_id uuid not null,
  primary key (workspace_id, entry_id)
);
create index moved_messages_conversation on moved_messages (workspace_id, conversation_id);
alter table moved_messages enable row level security;
alter table moved_messages force row level security;
create policy workspace on moved_messages using (workspace_id = current_workspace());
create policy maintenance on moved_messages to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on moved_messages to rapport_server;

-- Conversations that have to do with one another; each pair stands once, the lesser id first.
create table conversation_links (
  workspace_id uuid not null default current_workspace(),
  one_id uuid not null,
  other_id uuid not null check (one_id < other_id),
  primary key (workspace_id, one_id, other_id)
);
create index conversation_links_other on conversation_links (workspace_id, other_id);
alter table conversation_links enable row level security;
alter table conversation_links force row level security;
create policy workspace on conversation_links using (workspace_id = current_workspace());
create policy maintenance on conversation_links to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on conversation_links to rapport_server;
