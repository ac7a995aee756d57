-- Customers whose messages nobody wants to hear of: a read model of `customer.blocked`.
create table customer_blocks (
  workspace_id uuid not null default current_workspace(),
  customer_id uuid not null,
  since timestamptz not null,
  member_id uuid,
  primary key (workspace_id, customer_id)
);
alter table customer_blocks enable row level security;
alter table customer_blocks force row level security;
create policy workspace on customer_blocks using (workspace_id = current_workspace());
create policy maintenance on customer_blocks to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on customer_blocks to rapport_server;
