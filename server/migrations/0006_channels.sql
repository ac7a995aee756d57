-- Inboxes: one configured channel each. A provider never gets columns of its own.
create table inboxes (
  workspace_id uuid not null default current_workspace() references workspaces,
  id uuid not null,
  name text not null,
  channel text not null,
  settings jsonb not null,
  -- The channel's secrets as one JSON object, encrypted with the installation's key.
  secrets text not null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index inboxes_id on inboxes (id);
alter table inboxes enable row level security;
alter table inboxes force row level security;
create policy workspace on inboxes using (workspace_id = current_workspace());
create policy maintenance on inboxes to rapport_maintenance using (true) with check (true);
create policy directory on inboxes for select to rapport_directory using (true);
grant select, insert, update on inboxes to rapport_server;
grant select on inboxes to rapport_directory;

-- Whose inbox an id is: a visitor's page knows nothing else.
create function workspace_of_inbox(wanted_inbox uuid) returns uuid
  language sql stable security definer set search_path = public, pg_temp
  return (select i.workspace_id from inboxes i where i.id = wanted_inbox);

-- A widget's session. Only the token's SHA-256 is kept.
create table visitor_sessions (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  token_hash bytea not null,
  inbox_id uuid not null,
  customer_id uuid not null,
  -- The user of the business that a signed token proved; null for an anonymous visitor.
  verified_user text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, inbox_id) references inboxes,
  foreign key (workspace_id, customer_id) references customers
);
create unique index visitor_sessions_token on visitor_sessions (workspace_id, token_hash);
create index visitor_sessions_customer on visitor_sessions (workspace_id, customer_id) where ended_at is null;
alter table visitor_sessions enable row level security;
alter table visitor_sessions force row level security;
create policy workspace on visitor_sessions using (workspace_id = current_workspace());
create policy maintenance on visitor_sessions to rapport_maintenance using (true) with check (true);
grant select, insert, update on visitor_sessions to rapport_server;
