-- What there is to be done in conversations, ticked one by one, and the templates that such lists are made from.
create table checklist_templates (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  name text not null,
  -- What is to be done, in order: texts.
  items jsonb not null,
  archived boolean not null,
  primary key (workspace_id, id)
);
alter table checklist_templates enable row level security;
alter table checklist_templates force row level security;
create policy workspace on checklist_templates using (workspace_id = current_workspace());
create policy maintenance on checklist_templates to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on checklist_templates to rapport_server;

create table checklists (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  -- The customer whose it was when it was added: kept through merges, like the conversation.
  customer_id uuid not null,
  conversation_id uuid not null,
  template_id uuid,
  name text not null,
  added_at timestamptz not null,
  added_by jsonb not null,
  primary key (workspace_id, id)
);
create index checklists_conversation on checklists (workspace_id, conversation_id);
create index checklists_customer on checklists (workspace_id, customer_id);
create index checklists_newest on checklists (workspace_id, added_at desc, id);
alter table checklists enable row level security;
alter table checklists force row level security;
create policy workspace on checklists using (workspace_id = current_workspace());
create policy maintenance on checklists to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on checklists to rapport_server;

create table checklist_items (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  checklist_id uuid not null,
  customer_id uuid not null,
  text text not null,
  -- The lowest stands first.
  place integer not null,
  done_at timestamptz,
  done_by jsonb,
  primary key (workspace_id, id)
);
create index checklist_items_checklist on checklist_items (workspace_id, checklist_id);
create index checklist_items_customer on checklist_items (workspace_id, customer_id);
alter table checklist_items enable row level security;
alter table checklist_items force row level security;
create policy workspace on checklist_items using (workspace_id = current_workspace());
create policy maintenance on checklist_items to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on checklist_items to rapport_server;
