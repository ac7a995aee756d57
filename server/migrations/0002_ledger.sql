-- The ledger. Nothing updates an entry: the server may insert and read, no more.
create sequence entries_seq;
grant usage on sequence entries_seq to rapport_server;

create function ledger_epoch() returns integer
  language sql stable
  return (select epoch from installation);

create table entries (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  -- Machine entries come in volume and live in partitions by month, dropped in a moment.
  machine boolean not null default false,
  -- Position in reading order. A reader stays below the oldest running transaction: see server/ledger.
  epoch integer not null default ledger_epoch(),
  xid xid8 not null default pg_current_xact_id(),
  seq bigint not null default nextval('entries_seq'),
  kind text not null,
  customer_id uuid,
  conversation_id uuid,
  channel text,
  direction text not null check (direction in ('inbound', 'outbound', 'indirect', 'internal')),
  actor_kind text not null check (actor_kind in ('customer', 'member', 'system')),
  actor_id uuid,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  source_name text not null,
  external_id text,
  payload jsonb not null
) partition by list (machine);

create table entries_people partition of entries for values in (false);
create table entries_machine partition of entries for values in (true) partition by range (recorded_at);
-- Nothing should land here: `migrate` and the daily maintenance make the months ahead.
create table entries_machine_rest partition of entries_machine default;

create unique index entries_people_id on entries_people (workspace_id, id);
create index entries_machine_id on entries_machine (workspace_id, id);
create index entries_position on entries (workspace_id, epoch, xid, seq);
create index entries_timeline on entries (workspace_id, customer_id, occurred_at, epoch, xid, seq)
  where customer_id is not null;
create index entries_people_conversation on entries_people (workspace_id, conversation_id, occurred_at, epoch, xid, seq)
  where conversation_id is not null;
-- The audit log: entries that concern no customer.
create index entries_people_audit on entries_people (workspace_id, occurred_at, epoch, xid, seq)
  where customer_id is null and conversation_id is null;

alter table entries enable row level security;
alter table entries force row level security;
create policy workspace on entries using (workspace_id = current_workspace());
create policy maintenance on entries to rapport_maintenance using (true) with check (true);
-- Partitions are reached through `entries` only.
alter table entries_people enable row level security;
alter table entries_people force row level security;
alter table entries_machine enable row level security;
alter table entries_machine force row level security;
alter table entries_machine_rest enable row level security;
alter table entries_machine_rest force row level security;
grant select, insert on entries to rapport_server;

-- Where to go on reading after everything that this statement can see: the last entry of people with none before it
-- still to come. Never a transaction id that no entry has yet: one that was given out and not written down before
-- PostgreSQL was killed is given out again, and a reader told of it would miss the entry that gets it.
create function ledger_position() returns text
  language sql stable
  return coalesce(
    (
      select e.epoch || '.' || e.xid || '.' || e.seq from entries e
      where e.workspace_id = current_workspace() and not e.machine and e.epoch = ledger_epoch()
        and e.xid < pg_snapshot_xmin(pg_current_snapshot())
      order by e.epoch desc, e.xid desc, e.seq desc
      limit 1
    ),
    ledger_epoch() || '.0.0');

-- Merged customers and the one that each is part of now. Entries keep the customer that they came with; every read
-- resolves through this map, and undoing a merge is taking rows out of it.
create table customer_map (
  workspace_id uuid not null default current_workspace(),
  customer_id uuid not null,
  root_id uuid not null,
  primary key (workspace_id, customer_id),
  check (customer_id <> root_id)
);
create index customer_map_root on customer_map (workspace_id, root_id);
alter table customer_map enable row level security;
alter table customer_map force row level security;
create policy workspace on customer_map using (workspace_id = current_workspace());
create policy maintenance on customer_map to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on customer_map to rapport_server;

-- The surviving customer; the same one when it was never merged.
create function root_of(wanted uuid) returns uuid
  language sql stable
  return coalesce(
    (select root_id from customer_map where workspace_id = current_workspace() and customer_id = wanted), wanted);

-- Under which ids the entries and identities of a surviving customer stand.
create function ids_of(wanted uuid) returns setof uuid
  language sql stable
begin atomic
  select wanted
  union all
  select m.customer_id from customer_map m where m.workspace_id = current_workspace() and m.root_id = wanted;
end;

-- When a customer last did something, by own act or by a trace left; null if never.
create function last_seen(wanted uuid) returns text
  language sql stable
  return (
    select rfc3339(max(newest.at))
    from ids_of(wanted) as who(id)
    cross join lateral (
      select e.occurred_at as at from entries e
      where e.workspace_id = current_workspace() and e.customer_id = who.id and e.direction in ('inbound', 'indirect')
      order by e.occurred_at desc, e.epoch desc, e.xid desc, e.seq desc
      limit 1
    ) newest
  );

-- Recorded once: what came from outside, by its source and the id that it has there.
create table entry_keys (
  workspace_id uuid not null default current_workspace(),
  source_name text not null,
  external_id text not null,
  entry_id uuid not null,
  machine boolean not null default false,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (workspace_id, source_name, external_id)
);
create index entry_keys_machine on entry_keys (recorded_at) where machine;
alter table entry_keys enable row level security;
alter table entry_keys force row level security;
create policy workspace on entry_keys using (workspace_id = current_workspace());
create policy maintenance on entry_keys to rapport_maintenance using (true) with check (true);
grant select, insert on entry_keys to rapport_server;

-- How far each follower has read each workspace.
create table follower_cursors (
  workspace_id uuid not null default current_workspace(),
  follower text not null,
  epoch integer not null,
  xid xid8 not null,
  seq bigint not null,
  primary key (workspace_id, follower)
);
alter table follower_cursors enable row level security;
alter table follower_cursors force row level security;
create policy workspace on follower_cursors using (workspace_id = current_workspace());
create policy maintenance on follower_cursors to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on follower_cursors to rapport_server;

-- Entries that a follower failed on again and again: set aside, visible to `doctor`, and it went on.
create table follower_setasides (
  workspace_id uuid not null default current_workspace(),
  follower text not null,
  entry_id uuid not null,
  error text not null,
  set_aside_at timestamptz not null default now(),
  primary key (workspace_id, follower, entry_id)
);
alter table follower_setasides enable row level security;
alter table follower_setasides force row level security;
create policy workspace on follower_setasides using (workspace_id = current_workspace());
create policy maintenance on follower_setasides to rapport_maintenance using (true) with check (true);
grant select, insert, delete on follower_setasides to rapport_server;

-- Answers already given, for callers that repeat a request with the same Idempotency-Key.
create table idempotency_keys (
  workspace_id uuid not null default current_workspace(),
  caller_id uuid not null,
  key text not null,
  request_hash bytea not null,
  status integer,
  body text,
  created_at timestamptz not null default now(),
  primary key (workspace_id, caller_id, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy workspace on idempotency_keys using (workspace_id = current_workspace());
create policy maintenance on idempotency_keys to rapport_maintenance using (true) with check (true);
grant select, insert, update on idempotency_keys to rapport_server;
