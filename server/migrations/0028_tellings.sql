-- Which entries tell of an order and of a review, and for whom: by these an order that was reported for two customers is
-- found, and an order is what it would be without what was withdrawn.
create table order_tellings (
  workspace_id uuid not null default current_workspace(),
  order_id uuid not null,
  entry_id uuid not null,
  -- Whose order the sender said it is; null where nobody was named.
  customer_id uuid,
  -- An import told it, which may be undone.
  imported boolean not null,
  primary key (workspace_id, order_id, entry_id)
);
create index order_tellings_customer on order_tellings (workspace_id, customer_id, order_id) where customer_id is not null;
alter table order_tellings enable row level security;
alter table order_tellings force row level security;
create policy workspace on order_tellings using (workspace_id = current_workspace());
create policy maintenance on order_tellings to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on order_tellings to rapport_server;

create table review_tellings (
  workspace_id uuid not null default current_workspace(),
  review_id uuid not null,
  entry_id uuid not null,
  imported boolean not null,
  primary key (workspace_id, review_id, entry_id)
);
alter table review_tellings enable row level security;
alter table review_tellings force row level security;
create policy workspace on review_tellings using (workspace_id = current_workspace());
create policy maintenance on review_tellings to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on review_tellings to rapport_server;

grant select on entries to rapport_maintenance;
grant insert on order_tellings, review_tellings to rapport_maintenance;
set local role rapport_maintenance;
insert into order_tellings (workspace_id, order_id, entry_id, customer_id, imported)
  select workspace_id, (payload ->> 'orderId')::uuid, id, case when (payload ->> 'isOwned')::boolean then customer_id end,
    source_name like 'import:%'
  from entries
  where kind in ('order.placed', 'order.updated', 'order.cancelled', 'order.refunded') and not machine;
insert into review_tellings (workspace_id, review_id, entry_id, imported)
  select workspace_id, (payload ->> 'reviewId')::uuid, id, source_name like 'import:%' from entries where kind = 'review.posted' and not machine;
reset role;

-- Pairs of surviving customers who may be one person, with what speaks for it; kept by a follower, each pair once.
create table duplicate_pairs (
  workspace_id uuid not null default current_workspace(),
  one_id uuid not null,
  other_id uuid not null,
  -- Higher: stronger evidence, and more of it.
  score integer not null,
  evidence jsonb not null,
  primary key (workspace_id, one_id, other_id),
  check (one_id < other_id)
);
create index duplicate_pairs_other on duplicate_pairs (workspace_id, other_id);
create index duplicate_pairs_score on duplicate_pairs (workspace_id, score, one_id, other_id);
alter table duplicate_pairs enable row level security;
alter table duplicate_pairs force row level security;
create policy workspace on duplicate_pairs using (workspace_id = current_workspace());
create policy maintenance on duplicate_pairs to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on duplicate_pairs to rapport_server;

-- Whether somebody said of two surviving customers, or of any two that they are made of, that they are two.
create function is_refused_pair(one uuid, other uuid) returns boolean
  language sql stable
  return exists (
    select from ids_of(one) as a(id) cross join ids_of(other) as b(id)
    join merge_refusals r on r.workspace_id = current_workspace()
      and r.one_id = least(a.id, b.id) and r.other_id = greatest(a.id, b.id));
