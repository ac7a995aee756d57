-- What is known of customers besides their identities: attributes, each with when and by which report it was last said.
-- What was proven and what was merely claimed stand side by side; reads prefer the proven one.
create table traits (
  workspace_id uuid not null default current_workspace(),
  customer_id uuid not null,
  name text not null,
  verified boolean not null,
  -- JSON null: taken away by the latest report.
  value jsonb not null,
  -- The report that wins is the latest by (time, id), in whatever order reports arrive.
  said_at timestamptz not null,
  said_by text collate "C" not null,
  primary key (workspace_id, customer_id, name, verified),
  foreign key (workspace_id, customer_id) references customers
);
alter table traits enable row level security;
alter table traits force row level security;
create policy workspace on traits using (workspace_id = current_workspace());
create policy maintenance on traits to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on traits to rapport_server;

-- By which report a customer's name stands: the same rule.
alter table customers
  add column name_verified boolean not null default false,
  add column name_said_at timestamptz,
  add column name_said_by text collate "C";

-- The attributes of a surviving customer: of each, what was proven last, else what was claimed last.
create function traits_of(wanted uuid) returns jsonb
  language sql stable
  return (
    select jsonb_object_agg(t.name, t.value) from (
      select distinct on (t.name) t.name, t.value
      from ids_of(wanted) as who(id)
      join traits t on t.workspace_id = current_workspace() and t.customer_id = who.id
      order by t.name, t.verified desc, t.said_at desc, t.said_by desc
    ) t
    where t.value <> 'null'
  );
