-- Ids of orders and reviews follow from the ids that they have in their shop, within a namespace: that of the workspace
-- itself, or of the one that it is a copy of, so that a later report of the same order finds it there too.
alter table workspaces add column id_namespace uuid;

create function id_namespace() returns uuid
  language sql stable
  return coalesce((select w.id_namespace from workspaces w where w.workspace_id = current_workspace()), current_workspace());

-- Workspaces that were made from an export, and how far that is.
create table workspace_imports (
  workspace_id uuid not null default current_workspace(),
  -- The export, by what it holds.
  digest text not null,
  -- Ids that were taken here already, with what stands in their place.
  renamed jsonb not null,
  -- Files of the export that are done, and up to which byte the next one is.
  files_done integer not null default 0,
  bytes_done bigint not null default 0,
  started_at timestamptz not null default clock_timestamp(),
  done_at timestamptz,
  primary key (workspace_id)
);
create unique index workspace_imports_digest on workspace_imports (digest);
alter table workspace_imports enable row level security;
alter table workspace_imports force row level security;
create policy workspace on workspace_imports using (workspace_id = current_workspace());
create policy maintenance on workspace_imports to rapport_maintenance using (true) with check (true);
grant select on workspace_imports to rapport_server;
