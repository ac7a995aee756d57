-- In which conversations a note mentions somebody, or a team. Ids alone: the words stand in the ledger.
create table conversation_mentions (
  workspace_id uuid not null default current_workspace(),
  conversation_id uuid not null,
  -- A member or a team.
  mentioned_id uuid not null,
  mentioned_at timestamptz not null,
  primary key (workspace_id, mentioned_id, conversation_id)
);
alter table conversation_mentions enable row level security;
alter table conversation_mentions force row level security;
create policy workspace on conversation_mentions using (workspace_id = current_workspace());
create policy maintenance on conversation_mentions to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on conversation_mentions to rapport_server;

-- What members are told, until they have read it and for a while after. Ids alone, no words: what they stand for is read
-- when it is shown, so that nothing has to be erased here.
create table notifications (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in ('mention', 'assigned', 'woken', 'message', 'opened', 'reminder', 'test')),
  -- One of them; neither for a test.
  conversation_id uuid,
  reminder_id uuid,
  task_id uuid,
  -- Whose act it is; a customer's, a member's or the clock's.
  actor jsonb not null,
  -- How much happened since the member last looked.
  count integer not null default 1,
  created_at timestamptz not null,
  latest_at timestamptz not null,
  read_at timestamptz,
  -- By which ways it goes; not in the list of the console: only by the others.
  in_app boolean not null,
  -- When a browser tells it: infinity while the member is away, null for never.
  alert_at timestamptz,
  -- It went to the browsers that are subscribed.
  pushed boolean not null default false,
  -- When it goes by mail at the earliest; null for never, and once it went.
  mail_at timestamptz,
  primary key (workspace_id, id)
);
-- What is unread of one conversation is one.
create unique index notifications_conversation on notifications (workspace_id, member_id, conversation_id)
  where read_at is null and conversation_id is not null;
create unique index notifications_reminder on notifications (workspace_id, reminder_id) where reminder_id is not null;
create index notifications_task on notifications (workspace_id, task_id) where task_id is not null and read_at is null;
create index notifications_member on notifications (workspace_id, member_id, latest_at, id);
create index notifications_unread on notifications (workspace_id, member_id) where read_at is null;
create index notifications_pushing on notifications (alert_at) where read_at is null and not pushed;
create index notifications_mailing on notifications (mail_at) where read_at is null and mail_at is not null;
alter table notifications enable row level security;
alter table notifications force row level security;
create policy workspace on notifications using (workspace_id = current_workspace());
create policy maintenance on notifications to rapport_maintenance using (true) with check (true);
create policy directory on notifications for select to rapport_directory using (true);
grant select, insert, update, delete on notifications to rapport_server;
grant select on notifications to rapport_directory;

-- How members want to be told; without a row: as a workspace begins.
create table notification_settings (
  workspace_id uuid not null default current_workspace(),
  member_id uuid not null,
  settings jsonb not null,
  primary key (workspace_id, member_id)
);
alter table notification_settings enable row level security;
alter table notification_settings force row level security;
create policy workspace on notification_settings using (workspace_id = current_workspace());
create policy maintenance on notification_settings to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on notification_settings to rapport_server;

-- Browsers to which notifications are pushed. The address is sealed: who knows it and the keys can write to the browser.
create table push_subscriptions (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  member_id uuid not null,
  -- HMAC of the address: a browser has one, whoever signs in.
  address_hash bytea not null,
  sealed text not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (workspace_id, id)
);
create unique index push_subscriptions_address on push_subscriptions (workspace_id, address_hash);
create index push_subscriptions_member on push_subscriptions (workspace_id, member_id);
alter table push_subscriptions enable row level security;
alter table push_subscriptions force row level security;
create policy workspace on push_subscriptions using (workspace_id = current_workspace());
create policy maintenance on push_subscriptions to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on push_subscriptions to rapport_server;

-- The key by which push services know this installation, sealed. One for all: a browser takes a single one for a site.
alter table installation add column push_key text;

-- Workspaces in which something is to be pushed or mailed.
create function workspaces_notifying(until timestamptz) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select workspace_id from notifications where alert_at <= until and read_at is null and not pushed
  union
  select workspace_id from notifications where mail_at <= until and read_at is null;
end;
alter function workspaces_notifying(timestamptz) owner to rapport_directory;
revoke all on function workspaces_notifying(timestamptz) from public;
grant execute on function workspaces_notifying(timestamptz) to rapport_server;

-- What happened before is nobody's news: followers of it begin here.
grant select on workspaces, installation to rapport_maintenance;
grant insert on follower_cursors to rapport_maintenance;
set local role rapport_maintenance;
insert into follower_cursors (workspace_id, follower, epoch, xid, seq)
  select workspace_id, 'notifications', (select epoch from installation), pg_snapshot_xmin(pg_current_snapshot()), 0
  from workspaces;
reset role;
