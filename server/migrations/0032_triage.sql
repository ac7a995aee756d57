-- How a conversation is worked on: when it comes back, how urgent it is, what it is about, and what nobody wants to see.
alter table conversations
  add column snoozed_until timestamptz,
  add column spam boolean not null default false,
  add column priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
  add column tag_ids uuid[] not null default '{}';
-- Nobody asks for all of them at once without asking by status.
drop index conversations_newest;
create index conversations_snoozed on conversations (snoozed_until) where snoozed_until is not null;
create index conversations_spam on conversations (workspace_id, last_at, id) where spam;
-- Who waits, the longest first.
create index conversations_waiting on conversations (workspace_id, waiting_since, id) where waiting_since is not null;
create policy directory on conversations for select to rapport_directory using (true);
grant select on conversations to rapport_directory;

-- Words that the workspace puts on conversations.
create table tags (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  name text not null,
  colour text not null,
  archived boolean not null,
  primary key (workspace_id, id)
);
create unique index tags_name on tags (workspace_id, lower(name collate "C"));
alter table tags enable row level security;
alter table tags force row level security;
create policy workspace on tags using (workspace_id = current_workspace());
create policy maintenance on tags to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on tags to rapport_server;

-- Workspaces in which a conversation has slept long enough. Across workspaces: it answers ids alone.
create function workspaces_waking(wanted_now timestamptz) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select distinct c.workspace_id from conversations c where c.snoozed_until <= wanted_now;
end;
alter function workspaces_waking(timestamptz) owner to rapport_directory;
revoke all on function workspaces_waking(timestamptz) from public;
grant execute on function workspaces_waking(timestamptz) to rapport_server;
