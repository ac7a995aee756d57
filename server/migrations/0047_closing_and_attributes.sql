-- How a conversation ended: when, and for which of the workspace's reasons.
alter table conversations
  add column closed_at timestamptz,
  add column reason_id uuid;
update conversations c
set closed_at = (
  select max(e.occurred_at) from entries e
  where e.workspace_id = c.workspace_id and e.conversation_id = c.id and not e.machine and e.kind = 'conversation.closed')
where not c.spam and (c.status = 'closed' or (c.status = 'merged' and exists (
  select from conversation_merges m where m.workspace_id = c.workspace_id and m.from_id = c.id and m.was_closed)));
create index conversations_ended on conversations (workspace_id, closed_at)
  where closed_at is not null and status = 'closed' and not spam;

-- The reasons for which a workspace closes conversations, and whether one is asked for.
create table closing_reasons (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  name text not null,
  archived boolean not null,
  primary key (workspace_id, id)
);
create unique index closing_reasons_name on closing_reasons (workspace_id, lower(name collate "C"));
alter table closing_reasons enable row level security;
alter table closing_reasons force row level security;
create policy workspace on closing_reasons using (workspace_id = current_workspace());
create policy maintenance on closing_reasons to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on closing_reasons to rapport_server;

create table closing_rules (
  workspace_id uuid not null default current_workspace(),
  asks text not null check (asks in ('never', 'offered', 'required')),
  primary key (workspace_id)
);
alter table closing_rules enable row level security;
alter table closing_rules force row level security;
create policy workspace on closing_rules using (workspace_id = current_workspace());
create policy maintenance on closing_rules to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on closing_rules to rapport_server;
-- What the workspace writes down of conversations, by attributes that it defines as it does those of customers.
alter table attribute_definitions
  add column subject text not null default 'customer' check (subject in ('customer', 'conversation'));
alter table attribute_definitions drop constraint attribute_definitions_pkey,
  add primary key (workspace_id, subject, key);
alter table conversations add column attributes jsonb not null default '{}';
