-- What members do to many conversations at once, and how far it is.
create table bulks (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  member_id uuid not null,
  -- By what the member came: it stands in the entries.
  source text not null,
  actions jsonb not null,
  state text not null default 'running' check (state in ('running', 'done', 'cancelled', 'undoing', 'undone')),
  total integer not null,
  created_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  -- Which program works on it, and when it was last heard of.
  holder uuid,
  beat_at timestamptz,
  primary key (workspace_id, id)
);
-- One at a time.
create unique index bulks_at_work on bulks (workspace_id, member_id) where state in ('running', 'undoing');
create index bulks_member on bulks (workspace_id, member_id, created_at, id);
alter table bulks enable row level security;
alter table bulks force row level security;
create policy workspace on bulks using (workspace_id = current_workspace());
create policy maintenance on bulks to rapport_maintenance using (true) with check (true);
create policy directory on bulks for select to rapport_directory using (true);
grant select, insert, update, delete on bulks to rapport_server;
grant select on bulks to rapport_directory;

-- The conversations of a bulk, as they were chosen when it began.
create table bulk_conversations (
  workspace_id uuid not null default current_workspace(),
  bulk_id uuid not null,
  place integer not null,
  conversation_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'same', 'failed', 'undone', 'kept')),
  -- What it was before, and up to which entry it is as the bulk left it: null until it was its turn.
  before jsonb,
  after text,
  reason text,
  primary key (workspace_id, bulk_id, place),
  foreign key (workspace_id, bulk_id) references bulks on delete cascade
);
create index bulk_conversations_state on bulk_conversations (workspace_id, bulk_id, state, place);
create unique index bulk_conversations_once on bulk_conversations (workspace_id, bulk_id, conversation_id);
alter table bulk_conversations enable row level security;
alter table bulk_conversations force row level security;
create policy workspace on bulk_conversations using (workspace_id = current_workspace());
create policy maintenance on bulk_conversations to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on bulk_conversations to rapport_server;

-- Workspaces in which a bulk is to go on. Across workspaces: it answers ids alone.
create function workspaces_with_bulks() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select distinct workspace_id from bulks where state in ('running', 'undoing');
end;
alter function workspaces_with_bulks() owner to rapport_directory;
revoke all on function workspaces_with_bulks() from public;
grant execute on function workspaces_with_bulks() to rapport_server;
