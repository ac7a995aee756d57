-- Notes on customers, outside of conversations.
create table customer_notes (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  -- The customer whose it was when it was written: kept through merges, like an identity.
  customer_id uuid not null,
  text text not null,
  pinned boolean not null,
  written_at timestamptz not null,
  written_by jsonb not null,
  changed_at timestamptz,
  changed_by jsonb,
  primary key (workspace_id, id)
);
create index customer_notes_customer on customer_notes (workspace_id, customer_id);
alter table customer_notes enable row level security;
alter table customer_notes force row level security;
create policy workspace on customer_notes using (workspace_id = current_workspace());
create policy maintenance on customer_notes to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on customer_notes to rapport_server;

-- What customers need and expect.
create table customer_needs (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  customer_id uuid not null,
  need_kind text not null,
  text text not null,
  -- The ids of the entries that show it.
  evidence uuid[] not null,
  stated_at timestamptz not null,
  stated_by jsonb not null,
  met_at timestamptz,
  met_by jsonb,
  primary key (workspace_id, id)
);
create index customer_needs_customer on customer_needs (workspace_id, customer_id);
alter table customer_needs enable row level security;
alter table customer_needs force row level security;
create policy workspace on customer_needs using (workspace_id = current_workspace());
create policy maintenance on customer_needs to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on customer_needs to rapport_server;

-- What the workspace says of the attributes of customers.
create table attribute_definitions (
  workspace_id uuid not null default current_workspace(),
  key text not null,
  type text not null check (type in ('text', 'number', 'date', 'boolean', 'choice', 'list')),
  name text not null,
  description text not null,
  options text[] not null,
  place integer not null,
  archived boolean not null,
  primary key (workspace_id, key)
);
alter table attribute_definitions enable row level security;
alter table attribute_definitions force row level security;
create policy workspace on attribute_definitions using (workspace_id = current_workspace());
create policy maintenance on attribute_definitions to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on attribute_definitions to rapport_server;
