-- Customers and the addresses that recognise them.
create table customers (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  name text,
  -- For search by the start of a name: a plain comparison is leakproof, so it uses its index under row security.
  name_key text collate "C" generated always as (lower(name)) stored,
  language text,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
create index customers_newest on customers (workspace_id, created_at, id);
create index customers_name on customers (workspace_id, name_key, id);
alter table customers enable row level security;
alter table customers force row level security;
create policy workspace on customers using (workspace_id = current_workspace());
create policy maintenance on customers to rapport_maintenance using (true) with check (true);
grant select, insert, update on customers to rapport_server;

-- An identity stays with the customer that it came with, also after a merge, so that a merge can be undone.
create table identities (
  workspace_id uuid not null default current_workspace(),
  kind text not null check (kind in ('email', 'phone', 'user', 'visitor')),
  value text not null,
  customer_id uuid not null,
  verified boolean not null,
  created_at timestamptz not null,
  primary key (workspace_id, kind, value, customer_id),
  foreign key (workspace_id, customer_id) references customers
);
-- A proven address, and every id that a system gave, belongs to one customer; a mere claim may be made by several.
create unique index identities_owner on identities (workspace_id, kind, value)
  where verified or kind in ('user', 'visitor');
create index identities_customer on identities (workspace_id, customer_id);
alter table identities enable row level security;
alter table identities force row level security;
create policy workspace on identities using (workspace_id = current_workspace());
create policy maintenance on identities to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on identities to rapport_server;

-- The name under which a customer is shown: that of the survivor.
create function customer_name(wanted uuid) returns text
  language sql stable
  return (select c.name from customers c where c.workspace_id = current_workspace() and c.id = root_of(wanted));
