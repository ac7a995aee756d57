/** What an inbox shows of itself to anybody. */
import { Problem } from '../../../contract/errors.ts';
import { locale } from '../../../contract/ids.ts';
import type { InboxFace } from '../../../contract/inboxes.ts';
import { readWorkspace } from '../../accounts/index.ts';
import { type Db, inWorkspace, type Tx } from '../../platform/db/index.ts';
import { readInbox, type StoredInbox, workspaceOfInbox } from '../index.ts';
import type { Expectation } from './expectation.ts';
import { askedBy } from './introduction.ts';

/** Runs work in the workspace of an inbox. @throws Problem `not-found` for an unknown one. */
export async function inInbox<T>(
  db: Db,
  inboxId: string,
  work: (tx: Tx, workspaceId: string) => Promise<T>,
): Promise<T> {
  const workspaceId = await workspaceOfInbox(db, inboxId);
  if (workspaceId === undefined) throw new Problem('not-found', 'There is no such inbox.');
  return inWorkspace(db, workspaceId, async (tx) => {
    await readChat(tx, inboxId);
    return work(tx, workspaceId);
  });
}

/** An inbox that visitors chat with. @throws Problem `not-found`, also for one of another kind. */
export async function readChat(
  tx: Tx,
  inboxId: string,
): Promise<Extract<StoredInbox, { channel: 'webchat' }>> {
  const inbox = await readInbox(tx, inboxId);
  if (inbox.channel !== 'webchat') throw new Problem('not-found', 'There is no such inbox.');
  return inbox;
}

/** What the widget shows before a session exists. */
export async function readFace(
  tx: Tx,
  inboxId: string,
  fileBytesMax: number,
  expect: (tx: Tx, inbox: StoredInbox) => Promise<Expectation>,
): Promise<InboxFace> {
  const inbox = await readChat(tx, inboxId);
  const { settings } = inbox;
  const workspace = await readWorkspace(tx);
  const { color, greeting, position } = settings;
  const introduction = askedBy(settings.introduction);
  return {
    id: inboxId,
    businessName: workspace.name,
    color,
    greeting,
    position,
    locale: locale.parse(workspace.locale),
    fileBytesMax,
    ...(introduction ? { introduction } : {}),
    ...(await expect(tx, inbox)),
  };
}

/** The sites that may show an inbox's widget; undefined for an unknown inbox. Empty: every site. */
export async function sitesOf(db: Db, inboxId: string): Promise<string[] | undefined> {
  const workspaceId = await workspaceOfInbox(db, inboxId);
  if (workspaceId === undefined) return undefined;
  return inWorkspace(db, workspaceId, async (tx) => (await readChat(tx, inboxId)).settings.sites);
}
