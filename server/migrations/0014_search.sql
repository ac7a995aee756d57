-- What customers are found by: each name and address of theirs from each of its words on, folded as a search is
-- (contract/search.ts). A search reads a range of one index in its order, and stops when a page is full. Plain
-- comparisons are leakproof, so they use the index under row-level security and need no function that passes it.
create table customer_terms (
  workspace_id uuid not null default current_workspace(),
  -- Which kind of match it makes, the best first: 0 from the beginning on, 1 from a later word, 2 from inside a word.
  place smallint not null,
  term text collate "C" not null,
  -- The customer whose name or address it is: kept through merges, like an identity.
  customer_id uuid not null,
  -- What it is taken from: name, email, phone, user, or what another part of the product knows of the customer.
  source text not null,
  primary key (workspace_id, place, term, customer_id, source)
);
create index customer_terms_customer on customer_terms (workspace_id, customer_id);
alter table customer_terms enable row level security;
alter table customer_terms force row level security;
create policy workspace on customer_terms using (workspace_id = current_workspace());
create policy maintenance on customer_terms to rapport_maintenance using (true) with check (true);
grant select, insert, delete on customer_terms to rapport_server;
