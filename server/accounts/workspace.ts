/** The workspace itself. */
import { sql } from 'kysely';
import type { Workspace } from '../../contract/accounts.ts';
import { Problem } from '../../contract/errors.ts';
import type { Locale } from '../../contract/ids.ts';
import type { LinkPreviews } from '../../contract/previews.ts';
import type { Session, Tx } from '../platform/db/index.ts';
import type { By } from './caller.ts';
import { addMember } from './members.ts';
import { record } from './record.ts';

/** The workspace of the transaction. */
export async function readWorkspace(tx: Tx): Promise<Workspace> {
  const { rows } = await sql<Workspace>`
    select workspace_id as id, name, locale, time_zone as "timeZone", rfc3339(created_at) as "createdAt",
      previewed_links as "linkPreviews" from workspaces`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such workspace.');
  return rows[0];
}

/** Makes the workspace of the transaction, with its first owner. */
export async function createWorkspace(
  tx: Tx,
  who: By,
  input: { name: string; locale: Locale; timeZone?: string },
  owner: { memberId: string; userId: string; name: string; email: string },
): Promise<void> {
  const { payload, occurredAt } = await record(tx, who, 'workspace.created', { name: input.name });
  await sql`
    insert into workspaces (name, locale, time_zone, created_at)
    values (${payload.name}, ${input.locale}, ${input.timeZone ?? 'UTC'}, ${occurredAt})`.execute(tx);
  await addMember(tx, who, { ...owner, role: 'owner', locale: input.locale });
}

/** Changes name, language, time zone or link previews; what stays the same is not recorded. */
export async function updateWorkspace(
  tx: Tx,
  who: By,
  input: {
    name?: string | undefined;
    locale?: Locale | undefined;
    timeZone?: string | undefined;
    linkPreviews?: LinkPreviews | undefined;
  },
): Promise<Workspace> {
  const before = await readWorkspace(tx);
  const changes = Object.fromEntries(
    (['name', 'locale', 'timeZone', 'linkPreviews'] as const).flatMap((name) =>
      input[name] === undefined || input[name] === before[name] ? [] : [[name, input[name]]],
    ),
  );
  if (Object.keys(changes).length === 0) return before;
  const { payload } = await record(tx, who, 'workspace.updated', { changes });
  const after = { ...before, ...payload.changes } as Workspace;
  await sql`
    update workspaces set name = ${after.name}, locale = ${after.locale}, time_zone = ${after.timeZone},
      previewed_links = ${after.linkPreviews}`.execute(tx);
  return after;
}

/** Every workspace of the installation, the oldest first, for the operator's commands. */
export async function allWorkspaces({ tx }: Session): Promise<{ id: string; name: string }[]> {
  await sql`begin`.execute(tx);
  await sql`set local role rapport_maintenance`.execute(tx);
  const { rows } = await sql<{ id: string; name: string }>`
    select workspace_id as id, name from workspaces order by created_at, workspace_id`.execute(tx);
  await sql`commit`.execute(tx);
  return rows;
}

/** Lets nobody into a workspace any more, whose rows are about to go. For the operator's commands. */
export async function closeWorkspace({ tx }: Session, workspaceId: string): Promise<void> {
  await sql`begin`.execute(tx);
  await sql`set local role rapport_maintenance`.execute(tx);
  await sql`update members set user_id = null, removed_at = joined_at where workspace_id = ${workspaceId}`.execute(
    tx,
  );
  await sql`delete from api_keys where workspace_id = ${workspaceId}`.execute(tx);
  await sql`commit`.execute(tx);
}
