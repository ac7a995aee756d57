/** Messages that the server does not have yet, kept in this browser so that a reload loses none. */
import type { DraftStorage } from '../../lib/drafts.ts';
import { uploadIdOf } from './attached-files.ts';
import { type Outgoing, outgoing } from './outbox.ts';

/** What is older waits for the member to say whether it should still go out. */
const resendMsMax = 3_600_000;

/** More than these are not kept; nobody writes so many without a connection. */
const keptMax = 50;

type Kept = Omit<Outgoing, 'refusal' | 'seenAs'>;
type Storage = Pick<DraftStorage, 'getItem' | 'setItem' | 'removeItem'>;

const storageKey = (memberId: string) => `rapport.outbox.${memberId}`;

/** Keeps the outbox. A full storage loses the copy, never what is on screen. */
export function keepOutbox(storage: Storage, memberId: string, outbox: readonly Outgoing[]): void {
  const kept = outbox.slice(-keptMax).map(
    ({
      key,
      conversationId,
      text,
      rich,
      note,
      files,
      actions,
      mentions,
      later,
      writtenAt,
      seenUntil,
    }): Kept => ({
      key,
      conversationId,
      text,
      ...(rich ? { rich } : {}),
      note,
      // With the ids of their uploads: those reach the server after a reload too.
      ...(files ? { files: files.map((file) => ({ ...file, uploadId: uploadIdOf(file) })) } : {}),
      ...(actions ? { actions } : {}),
      ...(mentions ? { mentions } : {}),
      ...(later ? { later } : {}),
      writtenAt,
      ...(seenUntil === undefined ? {} : { seenUntil }),
    }),
  );
  try {
    if (kept.length === 0) storage.removeItem(storageKey(memberId));
    else storage.setItem(storageKey(memberId), JSON.stringify(kept));
  } catch {
    // No room or no permission to store.
  }
}

/** What an earlier visit left unsent, under the same keys; the newer of it goes out when the connection is there. */
export function readOutbox(storage: Storage, memberId: string, now: number): readonly Outgoing[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(storageKey(memberId)) ?? '[]');
    if (!Array.isArray(stored)) return [];
    return (stored as Kept[]).map((kept) => ({
      ...outgoing(kept),
      refusal: { error: undefined, isUnreached: now - Date.parse(kept.writtenAt) < resendMsMax },
    }));
  } catch {
    return [];
  }
}
