/** What entries mean to the index: messages become findable, and those that were changed by what they say now. */
import type { Entry } from '../../contract/entries.ts';
import { entriesById } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { type ChangeEntry, changeKinds, type MessageEntry, messageKinds } from './read.ts';
import { forgetMessages, indexMessages } from './write.ts';

type Followed = MessageEntry | ChangeEntry;
/** Kinds that the index follows. */
export const followedKinds = [...messageKinds, ...changeKinds] as const;

/** Takes entries in, in their order. Nothing but they and the ledger counts, so that a replay comes to the same. */
export async function takeIn(tx: Tx, entries: readonly Followed[]): Promise<void> {
  const changed = entries.filter(isChange);
  if (changed.length === 0) return indexMessages(tx, entries.filter(isMessage));
  const ids = [...new Set(changed.map(({ payload }) => payload.messageId))];
  const written = new Map((await entriesById(tx, ids)).filter(isMessage).map((entry) => [entry.id, entry]));
  const says = new Map<string, MessageEntry | undefined>();
  for (const entry of entries) {
    if (isChange(entry))
      says.set(entry.payload.messageId, saidAfter(entry, written.get(entry.payload.messageId)));
    else says.set(entry.id, entry);
  }
  await forgetMessages(tx, ids);
  await indexMessages(
    tx,
    [...says.values()].filter((entry) => entry !== undefined),
  );
}

/** A message as it is after a change; undefined: it says nothing any more. */
function saidAfter(change: ChangeEntry, written: MessageEntry | undefined): MessageEntry | undefined {
  if (change.kind === 'message.deleted' || written === undefined) return undefined;
  return { ...written, payload: { ...written.payload, text: change.payload.text } } as MessageEntry;
}

/** Whether an entry has words of a conversation. */
export function isMessage(entry: Entry): entry is MessageEntry {
  return (messageKinds as readonly string[]).includes(entry.kind);
}

function isChange(entry: Entry): entry is ChangeEntry {
  return (changeKinds as readonly string[]).includes(entry.kind);
}

/** Whether the index follows an entry. */
export function isFollowed(entry: Entry): entry is Followed {
  return isMessage(entry) || isChange(entry);
}

/** What an entry means to the index: for making it anew. */
export async function applyToSearch(tx: Tx, entry: Followed): Promise<void> {
  await takeIn(tx, [entry]);
}
