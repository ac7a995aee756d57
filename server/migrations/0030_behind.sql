-- Whether a follower has something to read is asked of the place where it stands, not of the whole ledger.
create or replace function workspaces_behind(wanted_follower text) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select w.workspace_id
  from workspaces w
  left join follower_cursors c on c.workspace_id = w.workspace_id and c.follower = wanted_follower
  cross join lateral (
    select from entries e
    where e.workspace_id = w.workspace_id
      and (e.epoch, e.xid, e.seq) > (coalesce(c.epoch, 0), coalesce(c.xid, '0'::xid8), coalesce(c.seq, 0))
    order by e.epoch, e.xid, e.seq limit 1
  ) next;
end;

-- What was withdrawn is looked up where it is asked for: as a function it cost more than all the rest of the question.
create or replace function last_seen(wanted uuid) returns text
  language sql stable
  return (
    select rfc3339(max(newest.at))
    from ids_of(wanted) as who(id)
    cross join lateral (
      select e.occurred_at as at from entries e
      where e.workspace_id = current_workspace() and e.customer_id = who.id and e.direction in ('inbound', 'indirect')
        and (select true from withdrawn_entries w where w.workspace_id = current_workspace() and w.entry_id = e.id) is null
      order by e.occurred_at desc, e.epoch desc, e.xid desc, e.seq desc
      limit 1
    ) newest
  );
