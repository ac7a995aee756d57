-- What this database is: one row, outside every workspace.
create table installation (
  one boolean primary key default true check (one),
  id uuid not null,
  -- Raised when the data moves to another cluster, where transaction ids start anew: it leads every position.
  epoch integer not null default 1,
  -- The cluster and database that the positions of this epoch were made in.
  cluster text not null,
  -- The login role of the server on this database.
  server_role text not null,
  setup_token_hash bytea,
  created_at timestamptz not null default now()
);
grant select, update on installation to rapport_server;

-- RFC 3339 in UTC with six decimals: string order is time order.
create function rfc3339(at timestamptz) returns text
  language sql immutable strict parallel safe
  return to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

-- The workspace that the transaction works in; null outside one. A pooled connection's setting becomes '' after the
-- first transaction, hence nullif.
create function current_workspace() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.workspace', true), '')::uuid;
