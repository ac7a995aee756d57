-- Questions that must be asked before a workspace is known are functions of a role that can read only what they need.
alter function memberships_of(text) owner to rapport_directory;
alter function workspace_of_inbox(uuid) owner to rapport_directory;
revoke all on function memberships_of(text), workspace_of_inbox(uuid) from public;
grant execute on function memberships_of(text), workspace_of_inbox(uuid) to rapport_server;

-- Workspaces in which a follower may have something to read: the poll under the wake-ups.
create policy directory on workspaces for select to rapport_directory using (true);
create policy directory on entries for select to rapport_directory using (true);
create policy directory on follower_cursors for select to rapport_directory using (true);
grant select on workspaces, entries, follower_cursors to rapport_directory;

create function workspaces_behind(wanted_follower text) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select w.workspace_id
  from workspaces w
  left join follower_cursors c on c.workspace_id = w.workspace_id and c.follower = wanted_follower
  where exists (
    select from entries e
    where e.workspace_id = w.workspace_id
      and (c.epoch is null or (e.epoch, e.xid, e.seq) > (c.epoch, c.xid, c.seq))
  );
end;
alter function workspaces_behind(text) owner to rapport_directory;
revoke all on function workspaces_behind(text) from public;
grant execute on function workspaces_behind(text) to rapport_server;

-- Is anybody here yet? Decides whether the first-run page is open.
create function has_workspace() returns boolean
  language sql stable security definer set search_path = public, pg_temp
  return exists (select from workspaces);
alter function has_workspace() owner to rapport_directory;
revoke all on function has_workspace() from public;
grant execute on function has_workspace() to rapport_server;
