-- Mail: the journal of what came, where it lay, how mails hang together, and what is to be sent.

-- Every mail that reached an inbox. Its bytes lie in the data folder, named by their SHA-256, before it stands here.
create table mails (
  workspace_id uuid not null default current_workspace() references workspaces,
  id uuid not null,
  inbox_id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint not null,
  came_by text not null check (came_by in ('imap', 'posted', 'smtp', 'import')),
  -- What the sending server said: its address, its name, and the envelope.
  envelope jsonb,
  arrived_at timestamptz not null default clock_timestamp(),
  state text not null default 'waiting' check (state in ('waiting', 'recorded', 'rejected', 'quarantined')),
  outcome text,
  reason text,
  -- When it is to be read, while it waits; and how often that was tried.
  due_at timestamptz default clock_timestamp(),
  attempts integer not null default 0,
  -- As far as it could be read. `content`: a hash over what it says, whichever way it came.
  message_id text,
  content text,
  sender text,
  subject text,
  -- Everybody whom it names as its sender or recipient.
  addresses text[] not null default '{}',
  customer_id uuid,
  conversation_id uuid,
  entry_id uuid,
  primary key (workspace_id, id)
);
create unique index mails_content on mails (workspace_id, inbox_id, sha256);
create index mails_due on mails (due_at) where due_at is not null;
create index mails_listed on mails (workspace_id, inbox_id, arrived_at, id);
create index mails_message on mails (workspace_id, message_id) where message_id is not null;
create index mails_customer on mails (workspace_id, customer_id);
create index mails_sha on mails (workspace_id, sha256);

-- Where mails lay in mailboxes: every place up to the watermark stands here, with its mail or with a word why there is none.
create table mail_places (
  workspace_id uuid not null default current_workspace(),
  inbox_id uuid not null,
  folder text not null,
  uid_validity text not null,
  uid bigint not null,
  mail_id uuid,
  note text,
  noted_at timestamptz not null default clock_timestamp(),
  primary key (workspace_id, inbox_id, folder, uid_validity, uid),
  check (mail_id is not null or note is not null)
);
create index mail_places_mail on mail_places (workspace_id, mail_id) where mail_id is not null;

-- How far a folder was read.
create table mail_syncs (
  workspace_id uuid not null default current_workspace(),
  inbox_id uuid not null,
  folder text not null,
  uid_validity text not null,
  watermark bigint not null,
  modseq text,
  -- UIDs up to this one lay there before, and stay; since when mail is wanted; and up to which UIDs were given out anew.
  floor bigint not null,
  started_at timestamptz,
  rematch_to bigint not null,
  primary key (workspace_id, inbox_id, folder)
);

-- How an inbox does: its last look, and by which server it is followed just now.
create table mail_health (
  workspace_id uuid not null default current_workspace(),
  inbox_id uuid not null,
  looked_at timestamptz,
  well_at timestamptz,
  on_server bigint,
  gap integer,
  trouble text,
  reason text,
  -- A range that somebody wants to have looked through, and how many mails that brought.
  fill_after timestamptz,
  fill_before timestamptz,
  filled integer,
  filled_at timestamptz,
  held_by uuid,
  held_until timestamptz,
  primary key (workspace_id, inbox_id)
);

-- By which ids mails name themselves and each other, in which conversation.
create table mail_threads (
  workspace_id uuid not null default current_workspace(),
  conversation_id uuid not null,
  message_id text not null,
  primary key (workspace_id, message_id, conversation_id)
);
create index mail_threads_conversation on mail_threads (workspace_id, conversation_id);

-- Who wrote from an address without any proof that it is theirs: one customer for each such address.
create table mail_senders (
  workspace_id uuid not null default current_workspace(),
  address text not null,
  customer_id uuid not null,
  primary key (workspace_id, address)
);
create index mail_senders_customer on mail_senders (workspace_id, customer_id);

-- When somebody was told last, by a program, that their mail has come.
create table mail_acknowledgements (
  workspace_id uuid not null default current_workspace(),
  inbox_id uuid not null,
  customer_id uuid not null,
  sent_at timestamptz not null,
  primary key (workspace_id, inbox_id, customer_id)
);

-- Replies that go out by mail.
create table mail_deliveries (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  inbox_id uuid not null,
  conversation_id uuid not null,
  customer_id uuid not null,
  entry_id uuid not null,
  recipients jsonb not null,
  message_id text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed', 'unknown')),
  attempts integer not null default 0,
  due_at timestamptz default clock_timestamp(),
  reason text,
  changed_at timestamptz not null default clock_timestamp(),
  primary key (workspace_id, id)
);
create unique index mail_deliveries_entry on mail_deliveries (workspace_id, entry_id);
create index mail_deliveries_due on mail_deliveries (due_at) where due_at is not null;
create index mail_deliveries_conversation on mail_deliveries (workspace_id, conversation_id);
create index mail_deliveries_message on mail_deliveries (workspace_id, message_id);
create index mail_deliveries_customer on mail_deliveries (workspace_id, customer_id);

-- Since when mail to an address comes back.
alter table identities add column failed_since timestamptz;

alter table mails enable row level security;
alter table mails force row level security;
create policy workspace on mails using (workspace_id = current_workspace());
create policy maintenance on mails to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on mails to rapport_server;
alter table mail_places enable row level security;
alter table mail_places force row level security;
create policy workspace on mail_places using (workspace_id = current_workspace());
create policy maintenance on mail_places to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on mail_places to rapport_server;
alter table mail_syncs enable row level security;
alter table mail_syncs force row level security;
create policy workspace on mail_syncs using (workspace_id = current_workspace());
create policy maintenance on mail_syncs to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on mail_syncs to rapport_server;
alter table mail_health enable row level security;
alter table mail_health force row level security;
create policy workspace on mail_health using (workspace_id = current_workspace());
create policy maintenance on mail_health to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on mail_health to rapport_server;
alter table mail_threads enable row level security;
alter table mail_threads force row level security;
create policy workspace on mail_threads using (workspace_id = current_workspace());
create policy maintenance on mail_threads to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on mail_threads to rapport_server;
alter table mail_senders enable row level security;
alter table mail_senders force row level security;
create policy workspace on mail_senders using (workspace_id = current_workspace());
create policy maintenance on mail_senders to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on mail_senders to rapport_server;
alter table mail_acknowledgements enable row level security;
alter table mail_acknowledgements force row level security;
create policy workspace on mail_acknowledgements using (workspace_id = current_workspace());
create policy maintenance on mail_acknowledgements to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on mail_acknowledgements to rapport_server;
alter table mail_deliveries enable row level security;
alter table mail_deliveries force row level security;
create policy workspace on mail_deliveries using (workspace_id = current_workspace());
create policy maintenance on mail_deliveries to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on mail_deliveries to rapport_server;
create policy directory on mails for select to rapport_directory using (true);
grant select on mails to rapport_directory;
create policy directory on mail_deliveries for select to rapport_directory using (true);
grant select on mail_deliveries to rapport_directory;

-- Workspaces in which a mail is to be read or sent. Across workspaces: it answers ids alone.
create function workspaces_with_mail(until timestamptz) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select workspace_id from mails where due_at <= until
  union select workspace_id from mail_deliveries where due_at <= until;
end;
alter function workspaces_with_mail(timestamptz) owner to rapport_directory;
revoke all on function workspaces_with_mail(timestamptz) from public;
grant execute on function workspaces_with_mail(timestamptz) to rapport_server;

-- Workspaces that have an inbox of mail. Across workspaces: it answers ids alone.
create function workspaces_with_mailboxes() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select distinct workspace_id from inboxes where channel = 'email';
end;
alter function workspaces_with_mailboxes() owner to rapport_directory;
revoke all on function workspaces_with_mailboxes() from public;
grant execute on function workspaces_with_mailboxes() to rapport_server;
