/** One connection's work on a folder: what it shares, and its commands in plain words. */
import type { MailboxObject } from 'imapflow';
import type { Connection } from './connection.ts';
import type { FollowDeps, Limits } from './settings.ts';
import type { StepName } from './steps.ts';
import type { MailboxStore, Place, Sync } from './store.ts';

/** How often a mail could not be read, and from when on it is asked for again. */
export type Try = { refusals: number; losses: number; after: number };

export type Visit = {
  connection: Connection;
  mailbox: MailboxObject;
  sync: Sync;
  deps: FollowDeps;
  limits: Limits;
  /** By UIDVALIDITY and UID; they outlive the connection. */
  tries: Map<string, Try>;
  retryMilliseconds: number;
  counts: { recorded: number; noted: number };
  isStopped(): boolean;
  /** Called after each batch: a long reading is seen on the health page. */
  onBatch(): Promise<void>;
  /** Whether the server told of mail since the last call. */
  hasNews(): boolean;
};

export const placeOf = ({ sync: { folder, uidValidity } }: Visit, uid: number): Place => ({
  folder,
  uidValidity,
  uid,
});

/** The UIDs that match, ascending. */
export async function search(
  { client, within }: Connection,
  query: { all: true } | { uid: string } | { since: Date },
): Promise<number[]> {
  const found = await within(client.search(query, { uid: true }));
  if (!found) throw Object.assign(new Error('The server refused to search.'), { responseStatus: 'NO' });
  return found.sort((one, other) => one - other);
}

/** Waits for something of ours; a failure of it is not the server's. */
export async function ours<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw Object.assign(new Error('What was read could not be kept.', { cause }), { code: 'KeepingFailed' });
  }
}

export async function step({ step: called }: FollowDeps, name: StepName): Promise<void> {
  await called?.(name);
}

const askedMax = 1_000;

/** Of these UIDs those that are neither recorded nor noted, in the order in which they come. */
export async function unaccounted(
  store: MailboxStore,
  { folder, uidValidity }: Pick<Sync, 'folder' | 'uidValidity'>,
  uids: number[],
): Promise<number[]> {
  const open: number[] = [];
  for (let start = 0; start < uids.length; start += askedMax) {
    const asked = uids.slice(start, start + askedMax);
    const known = await ours(store.known(folder, uidValidity, asked));
    open.push(...asked.filter((uid) => !known.has(uid)));
  }
  return open;
}

/** Of these UIDs those that are noted, or neither recorded nor noted: what may be asked for again. */
export async function unrecorded(visit: Visit, uids: number[]): Promise<number[]> {
  const { deps, sync } = visit;
  const open = new Set(await unaccounted(deps.store, sync, uids));
  for (let start = 0; start < uids.length; start += askedMax) {
    const asked = uids.slice(start, start + askedMax);
    const noted = await ours(deps.store.noted(sync.folder, sync.uidValidity, asked));
    for (const [uid, why] of noted) if (why !== 'known') open.add(uid);
  }
  return [...open].sort((one, other) => one - other);
}
