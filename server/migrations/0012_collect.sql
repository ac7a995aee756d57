-- A server's own key: it may send events, and what it says counts as true.
alter table api_keys drop constraint api_keys_kind_check;
alter table api_keys add constraint api_keys_kind_check check (kind in ('api', 'write', 'server'));

-- What tracking libraries sent last, for the debugger in the settings. The newest of a workspace; a sample of a flood.
create table collected_calls (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  received_at timestamptz not null,
  outcome text not null check (outcome in ('kept', 'repeated', 'set-aside')),
  -- Set aside, or kept with a warning: bounded for itself, so that what is in order never pushes it out.
  odd boolean not null,
  type text,
  name text,
  message_id text,
  user_id text,
  anonymous_id text,
  customer_id uuid,
  verified boolean not null,
  warnings jsonb not null,
  reason text,
  raw text not null,
  primary key (workspace_id, id)
);
create index collected_calls_odd on collected_calls (workspace_id, odd, id);
alter table collected_calls enable row level security;
alter table collected_calls force row level security;
create policy workspace on collected_calls using (workspace_id = current_workspace());
create policy maintenance on collected_calls to rapport_maintenance using (true) with check (true);
-- Updating is what locking a row to be removed asks for.
grant select, insert, update, delete on collected_calls to rapport_server;
