/** Inboxes that are mailboxes: their settings and secrets. */
import type { EmailSettings } from '../../../contract/email.ts';
import { Problem } from '../../../contract/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { type InboxDeps, listInboxes, readInbox, readInboxSecrets } from '../index.ts';
import { withoutTag } from './token.ts';

export type Mailbox = { id: string; name: string; settings: EmailSettings };

/** @throws Problem `not-found`, also for an inbox that is none of mail. */
export async function readMailbox(tx: Tx, inboxId: string): Promise<Mailbox> {
  const { id, name, channel, settings } = await readInbox(tx, inboxId);
  if (channel !== 'email') throw notMail();
  return { id, name, settings };
}

/** The password of a mailbox; undefined where none was given. */
export async function passwordOf(tx: Tx, deps: InboxDeps, inboxId: string): Promise<string | undefined> {
  return (await readInboxSecrets(tx, deps, inboxId)).password;
}

/** All mailboxes of the workspace. */
export async function listMailboxes(tx: Tx): Promise<Mailbox[]> {
  return (await listInboxes(tx)).flatMap(({ id, name, channel, settings }) =>
    channel === 'email' ? [{ id, name, settings }] : [],
  );
}

/** Every address that is one of the workspace's inboxes, in lower case. */
export async function ownAddresses(tx: Tx): Promise<ReadonlySet<string>> {
  const boxes = await listMailboxes(tx);
  return new Set(
    boxes.flatMap(({ settings }) => [settings.address, ...settings.aliases]).map((one) => one.toLowerCase()),
  );
}

/** Whether an address is one of these, with or without what stands behind a `+`. */
export function isAmong(own: ReadonlySet<string>, address: string): boolean {
  const plain = address.toLowerCase();
  return own.has(plain) || own.has(withoutTag(plain));
}

function notMail(): Error {
  return new Problem('not-found', 'There is no such inbox of mail.');
}
