/** What an inbox shows of itself to anybody. */
import { Problem } from '../../../contract/errors.ts';
import { locale } from '../../../contract/ids.ts';
import type { InboxFace } from '../../../contract/inboxes.ts';
import { readWorkspace } from '../../accounts/index.ts';
import { type Db, inWorkspace, type Tx } from '../../platform/db/index.ts';
import { readInbox, workspaceOfInbox } from '../index.ts';

/** Runs work in the workspace of an inbox. @throws Problem `not-found` for an unknown one. */
export async function inInbox<T>(
  db: Db,
  inboxId: string,
  work: (tx: Tx, workspaceId: string) => Promise<T>,
): Promise<T> {
  const workspaceId = await workspaceOfInbox(db, inboxId);
  if (workspaceId === undefined) throw new Problem('not-found', 'There is no such inbox.');
  return inWorkspace(db, workspaceId, (tx) => work(tx, workspaceId));
}

/** What the widget shows before a session exists. */
export async function readFace(tx: Tx, inboxId: string): Promise<InboxFace> {
  const { settings } = await readInbox(tx, inboxId);
  const workspace = await readWorkspace(tx);
  const { color, greeting, position } = settings;
  return {
    id: inboxId,
    businessName: workspace.name,
    color,
    greeting,
    position,
    locale: locale.parse(workspace.locale),
  };
}

/** The sites that may show an inbox's widget; undefined for an unknown inbox. Empty: every site. */
export async function sitesOf(db: Db, inboxId: string): Promise<string[] | undefined> {
  const workspaceId = await workspaceOfInbox(db, inboxId);
  if (workspaceId === undefined) return undefined;
  return inWorkspace(db, workspaceId, async (tx) => (await readInbox(tx, inboxId)).settings.sites);
}
