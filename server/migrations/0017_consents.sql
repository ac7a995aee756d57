-- What a customer agreed to or refused, by channel and topic, with what proves it. The latest word counts.
create table consents (
  workspace_id uuid not null default current_workspace(),
  customer_id uuid not null,
  channel text not null,
  topic text not null,
  granted boolean not null,
  -- How it was said, and the words or the document that prove it.
  how text not null,
  proof text not null,
  said_at timestamptz not null,
  said_by text collate "C" not null,
  actor_kind text not null,
  actor_id uuid,
  primary key (workspace_id, customer_id, channel, topic),
  foreign key (workspace_id, customer_id) references customers
);
alter table consents enable row level security;
alter table consents force row level security;
create policy workspace on consents using (workspace_id = current_workspace());
create policy maintenance on consents to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on consents to rapport_server;
