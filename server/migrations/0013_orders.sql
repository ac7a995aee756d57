-- Orders, refunds and reviews: read models of their entries, rebuilt from the ledger by `rebuild`. What is reported of an
-- order may come late, twice or before the order itself: each part is the newest by its time, each stage the latest of its
-- times, what was given back a sum. So the order of arrival does not matter.

-- Parts {name: [time, value]} of two reports: of each name the later one, and of one time the greater value.
create function newest_parts(one jsonb, other jsonb) returns jsonb
  language sql immutable parallel safe
  return (
    select coalesce(jsonb_object_agg(key, case
      when b.value is null
        or ((a.value ->> 0) collate "C", (a.value ->> 1) collate "C")
          >= ((b.value ->> 0) collate "C", (b.value ->> 1) collate "C") then a.value
      else coalesce(b.value, a.value) end), '{}')
    from jsonb_each(one) a full join jsonb_each(other) b using (key));

create table orders (
  workspace_id uuid not null default current_workspace(),
  -- Made from the shop and its id of the order: whatever arrives first names the same one.
  id uuid not null,
  shop text not null,
  external_id text not null,
  -- What was said of it, each with the time for which it was said: number, placedAt, currency, total, goods, shipping,
  -- tax, discount, lines, and customer.
  parts jsonb not null,
  number text not null generated always as (coalesce(parts -> 'number' ->> 1, external_id)) stored,
  -- The customer that it came with; shown is the survivor after merges.
  customer_id uuid generated always as ((parts -> 'customer' ->> 1)::uuid) stored,
  currency text generated always as (parts -> 'currency' ->> 1) stored,
  total bigint generated always as ((parts -> 'total' ->> 1)::bigint) stored,
  -- Whether an entry told of the order itself, and not just of what became of it.
  is_placed boolean not null,
  placed_at timestamptz,
  -- The first that was heard of it where nobody said when it was placed.
  first_at timestamptz,
  ordered_at timestamptz not null generated always as (coalesce(placed_at, first_at)) stored,
  paid_at timestamptz,
  shipped_at timestamptz,
  delivered_at timestamptz,
  cancelled_at timestamptz,
  -- The sum of its refunds in its own currency, and whether one of them was all of it.
  refunded bigint not null default 0,
  refunded_whole boolean not null default false,
  -- It never goes back from paid, shipped and delivered; cancelled holds unless something was reported for later.
  status text not null generated always as (
    case
      when cancelled_at is not null and coalesce(cancelled_at >= greatest(paid_at, shipped_at, delivered_at), true)
        then 'cancelled'
      when refunded_whole or (refunded > 0 and refunded >= (parts -> 'total' ->> 1)::bigint) then 'refunded'
      when refunded > 0 then 'partly-refunded'
      when delivered_at is not null then 'delivered'
      when shipped_at is not null then 'shipped'
      when paid_at is not null then 'paid'
      else 'placed'
    end) stored,
  primary key (workspace_id, id)
);
create unique index orders_external on orders (workspace_id, shop, external_id);
create index orders_newest on orders (workspace_id, ordered_at, id);
create index orders_status on orders (workspace_id, status, ordered_at, id);
create index orders_customer on orders (workspace_id, customer_id, ordered_at, id);
create index orders_number on orders (workspace_id, number);
create index orders_currency on orders (workspace_id, currency, ordered_at);
alter table orders enable row level security;
alter table orders force row level security;
create policy workspace on orders using (workspace_id = current_workspace());
create policy maintenance on orders to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on orders to rapport_server;

create table order_refunds (
  workspace_id uuid not null default current_workspace(),
  order_id uuid not null,
  refund_id text not null,
  -- Null: all of it.
  amount bigint,
  currency text,
  reason text,
  lines jsonb not null,
  refunded_at timestamptz not null,
  -- Its time and what it says: of several reports of one refund the greatest holds.
  stamp text collate "C" not null,
  primary key (workspace_id, order_id, refund_id)
);
alter table order_refunds enable row level security;
alter table order_refunds force row level security;
create policy workspace on order_refunds using (workspace_id = current_workspace());
create policy maintenance on order_refunds to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on order_refunds to rapport_server;

create table reviews (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  site text not null,
  external_id text not null,
  customer_id uuid,
  -- It may be told before its order is.
  order_id uuid,
  product jsonb,
  score double precision,
  scale integer not null,
  title text,
  body text,
  posted_at timestamptz not null,
  stamp text collate "C" not null,
  primary key (workspace_id, id)
);
create index reviews_newest on reviews (workspace_id, posted_at, id);
create index reviews_customer on reviews (workspace_id, customer_id, posted_at, id);
create index reviews_order on reviews (workspace_id, order_id, posted_at, id);
alter table reviews enable row level security;
alter table reviews force row level security;
create policy workspace on reviews using (workspace_id = current_workspace());
create policy maintenance on reviews to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on reviews to rapport_server;
