-- What people may ask of those who hold something on them: a copy, a correction, to be forgotten, to be left alone.

-- Requests and what was done about them: read models of `privacy.requested` and `privacy.stepped`.
create table privacy_requests (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  kind text not null check (kind in ('export', 'rectify', 'erase', 'restrict', 'object')),
  customer_id uuid not null,
  -- Who asked, and by which way.
  asked_by text not null,
  asked_how text not null,
  note text not null,
  law text not null,
  received_at timestamptz not null,
  due_at timestamptz not null,
  state text not null check (state in ('open', 'done', 'refused')),
  closed_at timestamptz,
  primary key (workspace_id, id)
);
create index privacy_requests_due on privacy_requests (workspace_id, state, due_at, id);
create index privacy_requests_customer on privacy_requests (workspace_id, customer_id);
alter table privacy_requests enable row level security;
alter table privacy_requests force row level security;
create policy workspace on privacy_requests using (workspace_id = current_workspace());
create policy maintenance on privacy_requests to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on privacy_requests to rapport_server;

create table privacy_steps (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  request_id uuid not null,
  step text not null,
  detail text not null,
  actor_kind text not null,
  actor_id uuid,
  at timestamptz not null,
  primary key (workspace_id, id)
);
create index privacy_steps_request on privacy_steps (workspace_id, request_id, at, id);
alter table privacy_steps enable row level security;
alter table privacy_steps force row level security;
create policy workspace on privacy_steps using (workspace_id = current_workspace());
create policy maintenance on privacy_steps to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on privacy_steps to rapport_server;

-- By which law the deadlines go, and how much of a network address is kept.
create table privacy_settings (
  workspace_id uuid not null default current_workspace(),
  law text not null default 'gdpr' check (law in ('gdpr', 'lgpd', 'pipl')),
  addresses text not null default 'cut' check (addresses in ('whole', 'cut', 'drop')),
  primary key (workspace_id)
);
alter table privacy_settings enable row level security;
alter table privacy_settings force row level security;
create policy workspace on privacy_settings using (workspace_id = current_workspace());
create policy maintenance on privacy_settings to rapport_maintenance using (true) with check (true);
grant select, insert, update on privacy_settings to rapport_server;

-- Copies of what is held on a person, made in the background, sealed on disk, and gone after their time.
create table privacy_exports (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  request_id uuid not null,
  customer_id uuid not null,
  member_id uuid,
  locale text not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'gone')),
  -- How many of the parts are written.
  done_count integer not null default 0,
  part_count integer not null default 0,
  stored_name text not null,
  bytes bigint not null default 0,
  failure text,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz,
  beat_at timestamptz,
  primary key (workspace_id, id)
);
create index privacy_exports_request on privacy_exports (workspace_id, request_id, created_at);
alter table privacy_exports enable row level security;
alter table privacy_exports force row level security;
create policy workspace on privacy_exports using (workspace_id = current_workspace());
create policy maintenance on privacy_exports to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on privacy_exports to rapport_server;

-- Work on the ledger that changes entries: a person erased, or network addresses cut. The only thing that lets the server
-- change an entry: see `rewrite_entries`.
create table erasures (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  kind text not null check (kind in ('person', 'addresses')),
  request_id uuid,
  customer_id uuid,
  -- All that the person was, merged customers included.
  customer_ids uuid[] not null,
  state text not null check (state in ('running', 'done', 'failed')),
  stage text not null,
  -- Up to where the ledger was looked through, of how much.
  reached text not null default '0.0.0',
  looked_at bigint not null default 0,
  rewritten bigint not null default 0,
  -- What is looked for, sealed with the installation's key; null once it is done.
  sought text,
  failure text,
  started_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  beat_at timestamptz,
  primary key (workspace_id, id)
);
create index erasures_customer on erasures (workspace_id, customer_id);
alter table erasures enable row level security;
alter table erasures force row level security;
create policy workspace on erasures using (workspace_id = current_workspace());
create policy maintenance on erasures to rapport_maintenance using (true) with check (true);
grant select, insert, update on erasures to rapport_server;

-- Addresses and ids of people who were erased, as HMACs under the installation's key: what imports and trackers tell of
-- them later is held back. Nobody can read out of it whom it is about.
create table suppressions (
  workspace_id uuid not null default current_workspace(),
  digest bytea not null,
  held_count bigint not null default 0,
  last_held_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  primary key (workspace_id, digest)
);
alter table suppressions enable row level security;
alter table suppressions force row level security;
create policy workspace on suppressions using (workspace_id = current_workspace());
create policy maintenance on suppressions to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on suppressions to rapport_server;

-- Customers of whom nothing is processed for the time being: a read model of `customer.restricted`.
create table customer_restrictions (
  workspace_id uuid not null default current_workspace(),
  customer_id uuid not null,
  since timestamptz not null,
  primary key (workspace_id, customer_id)
);
alter table customer_restrictions enable row level security;
alter table customer_restrictions force row level security;
create policy workspace on customer_restrictions using (workspace_id = current_workspace());
create policy maintenance on customer_restrictions to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on customer_restrictions to rapport_server;

-- How much was held back of what trackers tell of them. No read model: nothing is written down of what was not kept.
create table restriction_counts (
  workspace_id uuid not null default current_workspace(),
  customer_id uuid not null,
  held_count bigint not null,
  last_held_at timestamptz not null,
  primary key (workspace_id, customer_id)
);
alter table restriction_counts enable row level security;
alter table restriction_counts force row level security;
create policy workspace on restriction_counts using (workspace_id = current_workspace());
create policy maintenance on restriction_counts to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on restriction_counts to rapport_server;

alter table customers add column erased_at timestamptz;

-- Erasure takes these away where they are about the person.
grant delete on idempotency_keys, collected_calls to rapport_server;
grant select, update, delete on idempotency_keys to rapport_server;
grant update on import_errors to rapport_server;

-- HMAC-SHA-256 (RFC 2104); the caller brings the key, xored with its pads.
create function keyed_digest(inner_pad bytea, outer_pad bytea, said text) returns bytea
  language sql immutable strict parallel safe
  return sha256(outer_pad || sha256(inner_pad || convert_to(said, 'UTF8')));

-- Whether a customer, or one merged with it, asked to be left alone.
create function is_restricted(wanted uuid) returns boolean
  language sql stable
  return exists (
    select from ids_of(root_of(wanted)) as who(id)
    join customer_restrictions r on r.workspace_id = current_workspace() and r.customer_id = who.id);

-- Changes entries of the workspace, while a lawful erasure of it is under way and for nothing else. Keys by which sources
-- are recognised change with them. Answers how many entries were there.
create function rewrite_entries(erasure uuid, wanted uuid[], payloads jsonb[], externals text[], channels text[])
returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  changed integer;
begin
  if not exists (
    select from erasures x
    where x.workspace_id = current_workspace() and x.id = erasure and x.state = 'running'
  ) then raise exception 'No erasure is under way.' using errcode = 'insufficient_privilege'; end if;
  update entry_keys k set external_id = w.external
  from unnest(wanted, externals) as w (id, external)
  join entries e on e.workspace_id = current_workspace() and e.id = w.id
  where k.workspace_id = current_workspace() and k.source_name = e.source_name and k.external_id = e.external_id
    and k.entry_id = e.id and w.external is distinct from e.external_id;
  update entries e set payload = w.payload, external_id = w.external, channel = w.channel
  from unnest(wanted, payloads, externals, channels) as w (id, payload, external, channel)
  where e.workspace_id = current_workspace() and e.id = w.id;
  get diagnostics changed = row_count;
  return changed;
end $$;
grant select, update on entries, entry_keys to rapport_maintenance;
grant select on erasures to rapport_maintenance;
grant create on schema public to rapport_maintenance;
alter function rewrite_entries(uuid, uuid[], jsonb[], text[], text[]) owner to rapport_maintenance;
revoke create on schema public from rapport_maintenance;
revoke all on function rewrite_entries(uuid, uuid[], jsonb[], text[], text[]) from public;
grant execute on function rewrite_entries(uuid, uuid[], jsonb[], text[], text[]) to rapport_server;

-- Workspaces in which a server has an export or an erasure to go on with.
create policy directory on erasures for select to rapport_directory using (true);
create policy directory on privacy_exports for select to rapport_directory using (true);
grant select on erasures, privacy_exports to rapport_directory;
create function workspaces_with_privacy_work() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select workspace_id from erasures where state = 'running'
  union
  select workspace_id from privacy_exports where state in ('waiting', 'running')
    or (state = 'done' and expires_at < clock_timestamp());
end;
alter function workspaces_with_privacy_work() owner to rapport_directory;
revoke all on function workspaces_with_privacy_work() from public;
grant execute on function workspaces_with_privacy_work() to rapport_server;
