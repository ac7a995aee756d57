-- What the team keeps of a customer by hand: a read model of `profile.updated`.
create table customer_profiles (
  workspace_id uuid not null default current_workspace(),
  -- The customer whose it was when it was written: kept through merges, like an identity.
  customer_id uuid not null,
  -- What was ever set, by name; null where it was taken away.
  fields jsonb not null,
  changed_at timestamptz not null,
  primary key (workspace_id, customer_id)
);
alter table customer_profiles enable row level security;
alter table customer_profiles force row level security;
create policy workspace on customer_profiles using (workspace_id = current_workspace());
create policy maintenance on customer_profiles to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on customer_profiles to rapport_server;
