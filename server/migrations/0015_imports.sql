-- Imports: files of rows that people bring. A batch commits with its cursor, so a crash goes on at the next one.
create table imports (
  workspace_id uuid not null default current_workspace() references workspaces,
  id uuid not null,
  kind text not null,
  -- Who runs it: the server, or the command that began it.
  origin text not null check (origin in ('console', 'command')),
  member_id uuid,
  file_name text not null,
  -- Under which name the file lies in the folder of imports; null once it is gone.
  stored_name text,
  bytes bigint not null,
  sha256 text not null,
  format jsonb not null,
  columns jsonb not null,
  map jsonb not null,
  state text not null
    check (state in ('uploading', 'uploaded', 'checking', 'checked', 'running', 'done', 'failed', 'cancelled', 'undoing', 'undone')),
  -- The last row that is done, by its number in the file; and how many there were.
  last_row bigint not null default 0,
  read_count bigint not null default 0,
  created_count bigint not null default 0,
  updated_count bigint not null default 0,
  unchanged_count bigint not null default 0,
  rejected_count bigint not null default 0,
  -- What the dry run said would happen.
  foreseen jsonb,
  -- What an undo took back, and what it could not.
  undone jsonb,
  -- Why it failed.
  failure text,
  created_at timestamptz not null default clock_timestamp(),
  started_at timestamptz,
  ended_at timestamptz,
  -- When whoever runs it was last heard of: nobody else takes it over before it has been silent for a while.
  beat_at timestamptz,
  primary key (workspace_id, id)
);
create index imports_newest on imports (workspace_id, created_at, id);
create index imports_open on imports (state) where state in ('checking', 'running', 'undoing');
alter table imports enable row level security;
alter table imports force row level security;
create policy workspace on imports using (workspace_id = current_workspace());
create policy maintenance on imports to rapport_maintenance using (true) with check (true);
create policy directory on imports for select to rapport_directory using (true);
grant select, insert, update on imports to rapport_server;
grant select on imports to rapport_directory;

-- Rows that could not be taken, and why. What they say stays in the file.
create table import_errors (
  workspace_id uuid not null default current_workspace(),
  import_id uuid not null,
  row_number bigint not null,
  reason jsonb not null,
  primary key (workspace_id, import_id, row_number),
  foreign key (workspace_id, import_id) references imports
);
alter table import_errors enable row level security;
alter table import_errors force row level security;
create policy workspace on import_errors using (workspace_id = current_workspace());
create policy maintenance on import_errors to rapport_maintenance using (true) with check (true);
grant select, insert, delete on import_errors to rapport_server;

-- The transactions that an import wrote in: its entries are theirs.
create table import_batches (
  workspace_id uuid not null default current_workspace(),
  import_id uuid not null,
  last_row bigint not null,
  epoch integer not null default ledger_epoch(),
  xid xid8 not null default pg_current_xact_id(),
  primary key (workspace_id, import_id, last_row),
  foreign key (workspace_id, import_id) references imports
);
alter table import_batches enable row level security;
alter table import_batches force row level security;
create policy workspace on import_batches using (workspace_id = current_workspace());
create policy maintenance on import_batches to rapport_maintenance using (true) with check (true);
grant select, insert, delete on import_batches to rapport_server;

-- Rows that were imported, by a hash of what they say: the same row changes nothing again.
create table imported_rows (
  workspace_id uuid not null default current_workspace(),
  digest uuid not null,
  import_id uuid not null,
  primary key (workspace_id, digest)
);
create index imported_rows_import on imported_rows (workspace_id, import_id);
alter table imported_rows enable row level security;
alter table imported_rows force row level security;
create policy workspace on imported_rows using (workspace_id = current_workspace());
create policy maintenance on imported_rows to rapport_maintenance using (true) with check (true);
grant select, insert, delete on imported_rows to rapport_server;

-- A customer whom an import made vanishes when it is undone.
grant delete on customers to rapport_server;

-- Workspaces in which a server has an import to go on with.
create function workspaces_importing() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select distinct workspace_id from imports
  where state in ('checking', 'running', 'undoing') and origin = 'console';
end;
alter function workspaces_importing() owner to rapport_directory;
revoke all on function workspaces_importing() from public;
grant execute on function workspaces_importing() to rapport_server;
