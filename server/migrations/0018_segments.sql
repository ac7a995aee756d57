-- Segments: living sets of customers, each a saved condition. What they are, and who is in them, follows from entries.
create table segments (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  name text not null,
  name_key text collate "C" generated always as (lower(name)) stored,
  condition jsonb not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
create unique index segments_name on segments (workspace_id, name_key) where archived_at is null;
alter table segments enable row level security;
alter table segments force row level security;
create policy workspace on segments using (workspace_id = current_workspace());
create policy maintenance on segments to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on segments to rapport_server;

-- Under which ids customers entered: kept through merges, so that a merged customer is in what any of its parts was in.
create table segment_members (
  workspace_id uuid not null default current_workspace(),
  segment_id uuid not null,
  customer_id uuid not null,
  entered_at timestamptz not null,
  primary key (workspace_id, segment_id, customer_id)
);
create index segment_members_customer on segment_members (workspace_id, customer_id);
create index segment_members_newest on segment_members (workspace_id, segment_id, entered_at, customer_id);
alter table segment_members enable row level security;
alter table segment_members force row level security;
create policy workspace on segment_members using (workspace_id = current_workspace());
create policy maintenance on segment_members to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on segment_members to rapport_server;

-- When the answer for a customer can change next although nothing happens, because time passes.
create table segment_checks (
  workspace_id uuid not null default current_workspace(),
  segment_id uuid not null,
  customer_id uuid not null,
  check_at timestamptz not null,
  primary key (workspace_id, segment_id, customer_id)
);
create index segment_checks_due on segment_checks (workspace_id, check_at);
alter table segment_checks enable row level security;
alter table segment_checks force row level security;
create policy workspace on segment_checks using (workspace_id = current_workspace());
create policy maintenance on segment_checks to rapport_maintenance using (true) with check (true);
create policy directory on segment_checks for select to rapport_directory using (true);
grant select, insert, update, delete on segment_checks to rapport_server;
grant select on segment_checks to rapport_directory;

-- How far a segment is: everybody is looked at after its condition was changed, and its members are counted.
create table segment_states (
  workspace_id uuid not null default current_workspace(),
  segment_id uuid not null,
  refreshing boolean not null default true,
  -- Up to which customer everybody has been looked at.
  reached_id uuid,
  done_count bigint not null default 0,
  total_count bigint not null default 0,
  member_count bigint not null default 0,
  -- Customers were merged or taken apart: the members have to be counted anew.
  recount boolean not null default false,
  -- The last day (UTC) on which the count changed, and what it was when that day began.
  counted_on date,
  count_before bigint not null default 0,
  primary key (workspace_id, segment_id)
);
alter table segment_states enable row level security;
alter table segment_states force row level security;
create policy workspace on segment_states using (workspace_id = current_workspace());
create policy maintenance on segment_states to rapport_maintenance using (true) with check (true);
create policy directory on segment_states for select to rapport_directory using (true);
grant select, insert, update, delete on segment_states to rapport_server;
grant select on segment_states to rapport_directory;

-- Workspaces in which there is something to go on with: somebody's time has come, or not everybody was looked at.
create function workspaces_with_segments_due(at timestamptz) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select w.workspace_id from workspaces w
  where exists (select from segment_checks c where c.workspace_id = w.workspace_id and c.check_at <= at)
    or exists (select from segment_states s where s.workspace_id = w.workspace_id and (s.refreshing or s.recount));
end;
alter function workspaces_with_segments_due(timestamptz) owner to rapport_directory;
revoke all on function workspaces_with_segments_due(timestamptz) from public;
grant execute on function workspaces_with_segments_due(timestamptz) to rapport_server;

-- The number that a value is, or that is written in it; null for anything else.
create function number_in(given jsonb) returns numeric
  language sql immutable parallel safe
return case
  when jsonb_typeof(given) = 'number' then (given #>> '{}')::numeric
  when jsonb_typeof(given) = 'string' and given #>> '{}' ~ '^[+-]?\d{1,18}(\.\d{1,18})?$' then (given #>> '{}')::numeric
end;

-- The time that is written in a text (RFC 3339; a date alone is its midnight, and a time without a zone is meant in UTC);
-- null for anything else, also for the 30th of February: no text makes it fail.
create function time_in(given text) returns timestamptz
  language sql immutable parallel safe
return (
  select case when m[1] <> '0000' and extract(month from day) = m[2]::integer then
    (day::timestamp + make_interval(hours => coalesce(m[4]::integer, 0), mins => coalesce(m[5]::integer, 0),
      secs => coalesce(m[6]::float8, 0))) at time zone 'UTC'
    - case when m[7] is null or m[7] = 'Z' then interval '0' else
      make_interval(hours => left(m[7], 3)::integer, mins => (left(m[7], 1) || right(m[7], 2))::integer) end
  end
  from (
    select m, make_date(greatest(m[1]::integer, 1), m[2]::integer, 1) + (m[3]::integer - 1) as day
    from regexp_match(given, '^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d(?:\.\d{1,6})?)\d*)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?$') m
  ) parts
);
