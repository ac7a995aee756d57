-- Webhooks: addresses that other systems send to, each with its secret and what its JSON becomes.
create table webhooks (
  workspace_id uuid not null default current_workspace() references workspaces,
  id uuid not null,
  name text not null,
  signing jsonb not null,
  mappings jsonb not null default '[]',
  is_live boolean not null default false,
  kept_days integer not null default 14,
  -- The secret, and the one before it, sealed with the installation's key.
  secrets text not null,
  previous_until timestamptz,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
alter table webhooks enable row level security;
alter table webhooks force row level security;
create policy workspace on webhooks using (workspace_id = current_workspace());
create policy maintenance on webhooks to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on webhooks to rapport_server;

-- What arrived, and what became of it. The body is sealed, and dropped after the days that the webhook says; what is left
-- tells a repetition for a while longer.
create table webhook_deliveries (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  webhook_id uuid not null,
  received_at timestamptz not null,
  message_id text,
  body_hash text not null,
  bytes integer not null,
  body text,
  outcome text not null check (outcome in ('done', 'failed', 'waiting', 'ignored')),
  counts jsonb not null,
  refused jsonb not null,
  repeats integer not null default 0,
  differed boolean not null default false,
  tried_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, webhook_id) references webhooks on delete cascade
);
create index webhook_deliveries_newest on webhook_deliveries (workspace_id, webhook_id, id);
create index webhook_deliveries_outcome on webhook_deliveries (workspace_id, webhook_id, outcome, id);
create index webhook_deliveries_message on webhook_deliveries (workspace_id, webhook_id, message_id)
  where message_id is not null;
create index webhook_deliveries_body on webhook_deliveries (workspace_id, webhook_id, body_hash, received_at);
alter table webhook_deliveries enable row level security;
alter table webhook_deliveries force row level security;
create policy workspace on webhook_deliveries using (workspace_id = current_workspace());
create policy maintenance on webhook_deliveries to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on webhook_deliveries to rapport_server;
