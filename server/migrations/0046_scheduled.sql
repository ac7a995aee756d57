-- Replies and notes that are sent later, until they are sent or taken back.
create table scheduled_messages (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  -- The customer and the conversation as they were when it was written: kept through merges.
  customer_id uuid not null,
  conversation_id uuid not null,
  -- Who wrote it, and in whose name it is sent.
  member_id uuid not null,
  note boolean not null,
  text text not null,
  files jsonb not null default '[]',
  mentions jsonb not null default '[]',
  actions jsonb not null default '[]',
  -- As the time was said: a date and a time on a wall clock in a time zone; null: so many seconds later.
  said jsonb,
  send_at timestamptz not null,
  unless_customer_writes boolean not null,
  -- It waits only for who may want it back.
  undo boolean not null,
  -- What was said in the conversation until then was seen by whoever chose the time.
  since timestamptz not null,
  -- Why it is not sent by itself any more; null while it waits for its time.
  held text,
  scheduled_at timestamptz not null,
  primary key (workspace_id, id)
);
create index scheduled_messages_due on scheduled_messages (send_at) where held is null;
create index scheduled_messages_waiting on scheduled_messages (workspace_id, send_at, id) where held is null;
create index scheduled_messages_conversation on scheduled_messages (workspace_id, conversation_id);
create index scheduled_messages_customer on scheduled_messages (workspace_id, customer_id);
create index scheduled_messages_member on scheduled_messages (workspace_id, member_id);
alter table scheduled_messages enable row level security;
alter table scheduled_messages force row level security;
create policy workspace on scheduled_messages using (workspace_id = current_workspace());
create policy maintenance on scheduled_messages to rapport_maintenance using (true) with check (true);
create policy directory on scheduled_messages for select to rapport_directory using (true);
grant select, insert, update, delete on scheduled_messages to rapport_server;
grant select on scheduled_messages to rapport_directory;

-- Workspaces in which something is to be sent. Across workspaces: it answers ids alone.
create function workspaces_sending(until timestamptz) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select distinct workspace_id from scheduled_messages where send_at <= until and held is null;
end;
alter function workspaces_sending(timestamptz) owner to rapport_directory;
revoke all on function workspaces_sending(timestamptz) from public;
grant execute on function workspaces_sending(timestamptz) to rapport_server;

-- The scheduled message that a file waits for: it is neither swept nor taken by another one.
alter table attachments add column scheduled_id uuid;
create index attachments_scheduled on attachments (workspace_id, scheduled_id) where scheduled_id is not null;

-- On which clock the visitor's browser was when the session began; null: it did not say.
alter table visitor_sessions add column time_zone text;

-- For how many seconds a member may take a reply back.
alter table members add column undo_seconds integer not null default 0 check (undo_seconds in (0, 5, 10, 30));

alter table notifications drop constraint notifications_kind_check,
  add constraint notifications_kind_check
    check (kind in ('mention', 'assigned', 'woken', 'message', 'opened', 'reminder', 'held', 'test'));

-- What happened before concerns nothing that is scheduled: the follower of it begins here.
grant select on workspaces, installation to rapport_maintenance;
grant insert on follower_cursors to rapport_maintenance;
set local role rapport_maintenance;
insert into follower_cursors (workspace_id, follower, epoch, xid, seq)
  select workspace_id, 'scheduled-messages', (select epoch from installation), pg_snapshot_xmin(pg_current_snapshot()), 0
  from workspaces;
reset role;
