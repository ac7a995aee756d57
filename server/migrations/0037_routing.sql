-- Conversations that stand with a team, and how a team hands them out.
alter table teams add column routing text not null default 'by-hand'
  check (routing in ('by-hand', 'round-robin', 'least-loaded'));
create policy directory on teams for select to rapport_directory using (true);
grant select on teams to rapport_directory;
-- Up to how many open conversations a member has in all, this team gives them another one.
alter table team_members add column capacity integer not null default 10 check (capacity >= 0);

alter table inboxes add column team_id uuid;
alter table conversations add column team_id uuid;
create index conversations_team on conversations (workspace_id, team_id, status, last_at, id) where team_id is not null;
-- Who stands in a team's queue, the longest waiting first.
create index conversations_queue on conversations (workspace_id, team_id, coalesce(waiting_since, last_at), id)
  where team_id is not null and assignee_id is null and status = 'open';

-- Which conversation a team gave to a member last, as the place of the entry: whose turn it is.
create table routing_turns (
  workspace_id uuid not null default current_workspace(),
  team_id uuid not null,
  member_id uuid not null,
  epoch integer not null,
  xid xid8 not null,
  seq bigint not null,
  primary key (workspace_id, team_id, member_id)
);
alter table routing_turns enable row level security;
alter table routing_turns force row level security;
create policy workspace on routing_turns using (workspace_id = current_workspace());
create policy maintenance on routing_turns to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on routing_turns to rapport_server;

-- Workspaces with teams that hand out by themselves; of those that wait, the ones in which something is to be done: such a
-- team has a queue, or a team in the archive has conversations yet. Across workspaces: it answers ids alone.
create function workspaces_routing(that_wait boolean) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select t.workspace_id from teams t
  where t.archived_at is null and t.routing <> 'by-hand' and (not that_wait or exists (
    select from conversations c
    where c.workspace_id = t.workspace_id and c.team_id = t.id and c.assignee_id is null and c.status = 'open'))
  union
  select t.workspace_id from teams t
  where that_wait and t.archived_at is not null and exists (
    select from conversations c
    where c.workspace_id = t.workspace_id and c.team_id = t.id and c.status in ('open', 'snoozed'));
end;
alter function workspaces_routing(boolean) owner to rapport_directory;
revoke all on function workspaces_routing(boolean) from public;
grant execute on function workspaces_routing(boolean) to rapport_server;
