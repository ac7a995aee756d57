-- The state of each conversation: a read model, rebuilt from the ledger by `rebuild`.
create table conversations (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  inbox_id uuid not null,
  customer_id uuid not null,
  channel text not null,
  status text not null check (status in ('open', 'snoozed', 'closed')),
  assignee_id uuid,
  subject text,
  opened_at timestamptz not null,
  last_at timestamptz not null,
  -- {text, direction, note, author, occurredAt}
  last_message jsonb,
  waiting_since timestamptz,
  inbound_count integer not null default 0,
  -- The last entry that changed this row.
  epoch integer not null,
  xid xid8 not null,
  seq bigint not null,
  primary key (workspace_id, id)
);
create index conversations_newest on conversations (workspace_id, last_at, id);
create index conversations_status on conversations (workspace_id, status, last_at, id);
create index conversations_assignee on conversations (workspace_id, assignee_id, status, last_at, id);
create index conversations_customer on conversations (workspace_id, customer_id, last_at, id);
alter table conversations enable row level security;
alter table conversations force row level security;
create policy workspace on conversations using (workspace_id = current_workspace());
create policy maintenance on conversations to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on conversations to rapport_server;

-- How many of the customer's messages each member has read.
create table conversation_reads (
  workspace_id uuid not null default current_workspace(),
  conversation_id uuid not null,
  member_id uuid not null,
  read_count integer not null,
  primary key (workspace_id, conversation_id, member_id)
);
alter table conversation_reads enable row level security;
alter table conversation_reads force row level security;
create policy workspace on conversation_reads using (workspace_id = current_workspace());
create policy maintenance on conversation_reads to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on conversation_reads to rapport_server;

-- Holds a conversation until the transaction ends, and reads it as it is then. The lock is advisory and taken before
-- anything is written: a transaction gets its id only with its first write, so that within one conversation positions
-- grow in the order of commits. (In PL/pgSQL each statement sees what was committed before it began.)
create function lock_conversation(wanted uuid) returns setof conversations
  language plpgsql
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('conversation ' || wanted, 0));
  return query select * from conversations c where c.workspace_id = current_workspace() and c.id = wanted;
end $$;
