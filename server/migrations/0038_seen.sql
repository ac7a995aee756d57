-- How far a conversation's messages have reached its customer, and how far they were read: one row for a conversation,
-- which only ever moves on. Beside the ledger, for it says nothing that anybody said or did.
create table conversation_receipts (
  workspace_id uuid not null default current_workspace(),
  conversation_id uuid not null,
  -- When the newest message was sent that has arrived, and the newest that was read.
  delivered_until timestamptz not null,
  read_until timestamptz,
  -- When that one was read.
  read_at timestamptz,
  primary key (workspace_id, conversation_id)
);
alter table conversation_receipts enable row level security;
alter table conversation_receipts force row level security;
create policy workspace on conversation_receipts using (workspace_id = current_workspace());
create policy maintenance on conversation_receipts to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on conversation_receipts to rapport_server;
