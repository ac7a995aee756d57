-- Files in messages. Their bytes lie in the data folder, named by their SHA-256; here stands whose they are. One that was
-- uploaded and is in no message yet has no entry, and is swept after a day.
create table attachments (
  workspace_id uuid not null default current_workspace() references workspaces,
  id uuid not null,
  -- The hash of the id by which whoever uploaded it names it, once.
  upload_hash bytea,
  -- Whose conversation it is for, and by which member it came; null: by the visitor, through this inbox.
  customer_id uuid not null,
  member_id uuid,
  inbox_id uuid,
  conversation_id uuid,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null,
  type text not null,
  bytes bigint not null,
  width integer,
  height integer,
  is_inline boolean not null,
  -- The message that took it along, whether that is a note, and the id that a visitor's widget gave the message.
  entry_id uuid,
  is_note boolean not null default false,
  message_key text,
  created_at timestamptz not null default clock_timestamp(),
  primary key (workspace_id, id)
);
create unique index attachments_upload on attachments (workspace_id, upload_hash);
create index attachments_customer on attachments (workspace_id, customer_id);
create index attachments_content on attachments (workspace_id, sha256);
create index attachments_unused on attachments (created_at) where entry_id is null;
alter table attachments enable row level security;
alter table attachments force row level security;
create policy workspace on attachments using (workspace_id = current_workspace());
create policy maintenance on attachments to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on attachments to rapport_server;
