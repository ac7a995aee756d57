/** The workspaces of one user, who may work in several. */
import { sql } from 'kysely';
import type { EntryKind, Payload } from '../../contract/entries.ts';
import { userByEmail } from '../platform/auth/index.ts';
import { type Db, inWorkspace, outsideWorkspaces, type Tx } from '../platform/db/index.ts';
import { type By, oneself } from './caller.ts';
import { record } from './record.ts';

/** More workspaces than this one person does not work in; those beyond are not offered. */
const membershipsMax = 50;

export type Membership = { workspaceId: string; memberId: string };

/** Where a user works, the oldest workspace first. */
export async function membershipsOf(tx: Tx, userId: string): Promise<Membership[]> {
  const { rows } = await sql<Membership>`
    select workspace_id as "workspaceId", member_id as "memberId" from memberships_of(${userId})
    order by workspace_id limit ${membershipsMax}`.execute(tx);
  return rows;
}

/** Where the user of a mail address works; undefined when nobody has it. */
export async function membershipsOfEmail(
  db: Db,
  email: string,
): Promise<{ userId: string; memberships: Membership[] } | undefined> {
  return outsideWorkspaces(db, async (tx) => {
    const userId = await userByEmail(tx, email);
    return userId === undefined ? undefined : { userId, memberships: await membershipsOf(tx, userId) };
  });
}

/**
 * Records in every workspace of a user what the user did, each in a transaction of its own: no transaction spans two
 * workspaces. `except` has recorded it already.
 */
export async function recordEverywhere<K extends EntryKind>(
  db: Db,
  userId: string,
  kind: K,
  payloadOf: (memberId: string) => Payload<K>,
  options: { except?: string; who?: By } = {},
): Promise<void> {
  const memberships = await outsideWorkspaces(db, (tx) => membershipsOf(tx, userId));
  for (const { workspaceId, memberId } of memberships) {
    if (workspaceId === options.except) continue;
    await inWorkspace(db, workspaceId, (tx) =>
      record(tx, options.who ?? oneself(memberId), kind, payloadOf(memberId)),
    );
  }
}
