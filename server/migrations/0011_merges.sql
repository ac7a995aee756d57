-- Merges in force: each customer is part of at most one other, so they form trees, and `customer_map` holds their roots.
-- Undoing one cuts its branch off, with all that had been merged into it before.
create table customer_merges (
  workspace_id uuid not null default current_workspace(),
  from_id uuid not null,
  into_id uuid not null,
  entry_id uuid not null,
  evidence text not null,
  merged_at timestamptz not null,
  -- For a merge that follows from what a browser or a system sent: when, and by which message. The earliest one counts.
  said_at timestamptz,
  said_by text collate "C",
  primary key (workspace_id, from_id),
  check (from_id <> into_id)
);
create index customer_merges_into on customer_merges (workspace_id, into_id);
alter table customer_merges enable row level security;
alter table customer_merges force row level security;
create policy workspace on customer_merges using (workspace_id = current_workspace());
create policy maintenance on customer_merges to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on customer_merges to rapport_server;

-- Whoever migrates may be bound by row security: this role sees all rows.
grant select on entries to rapport_maintenance;
grant select, insert on customer_merges to rapport_maintenance;
set local role rapport_maintenance;
insert into customer_merges (workspace_id, from_id, into_id, entry_id, evidence, merged_at)
  select distinct on (workspace_id, payload ->> 'fromId')
    workspace_id, (payload ->> 'fromId')::uuid, (payload ->> 'intoId')::uuid, id, payload ->> 'evidence', occurred_at
  from entries
  where kind = 'customer.merged' and not machine
  order by workspace_id, payload ->> 'fromId', epoch, xid, seq;
reset role;

-- The merge in force of a customer, and those who were merged into it.
create function merge_of(wanted uuid) returns setof customer_merges
  language sql stable
begin atomic
  select * from customer_merges m where m.workspace_id = current_workspace() and m.from_id = wanted;
end;

create function merged_into(wanted uuid) returns setof customer_merges
  language sql stable
begin atomic
  select * from customer_merges m where m.workspace_id = current_workspace() and m.into_id = wanted;
end;

-- Pairs of customers that somebody said are two: never suggested and never merged by themselves again.
create table merge_refusals (
  workspace_id uuid not null default current_workspace(),
  one_id uuid not null,
  other_id uuid not null,
  refused_at timestamptz not null,
  primary key (workspace_id, one_id, other_id),
  check (one_id < other_id)
);
create index merge_refusals_other on merge_refusals (workspace_id, other_id);
alter table merge_refusals enable row level security;
alter table merge_refusals force row level security;
create policy workspace on merge_refusals using (workspace_id = current_workspace());
create policy maintenance on merge_refusals to rapport_maintenance using (true) with check (true);
grant select, insert, delete on merge_refusals to rapport_server;
