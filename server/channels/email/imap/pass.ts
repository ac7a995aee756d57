/** One pass over a folder: what is new is taken in, and the watermark follows. */
import type { MailboxObject } from 'imapflow';

import type { MailboxStore, Sync } from './store.ts';
import { keyOf, type Range, take } from './taking.ts';
import { ours, search, step, unaccounted, unrecorded, type Visit } from './visit.ts';

/** A mail at which so many connections ended comes last. */
const lossesInLine = 2;
const dayMilliseconds = 86_400_000;

/** Where reading stands: begun at the first connection, and anew when the server gave all UIDs out anew. */
export async function begin({ deps, mailbox, connection }: Omit<Visit, 'sync'>): Promise<Sync> {
  const { store, settings, log } = deps;
  const { folder } = settings;
  const number = String(mailbox.uidValidity);
  const before = await ours(store.readSync(folder));
  await step(deps, 'sync-read');
  if (before && numberOf(before) === number && !isSetBack(before, mailbox)) return before;
  const uidValidity = before && numberOf(before) === number ? nextOf(before) : number;
  const last = mailbox.uidNext
    ? mailbox.uidNext - 1
    : ((await search(connection, { all: true })).at(-1) ?? 0);
  const sync: Sync = {
    folder,
    uidValidity,
    watermark: 0,
    modseq: null,
    floor: 0,
    startedAt: null,
    rematchTo: 0,
  };
  if (before) {
    log.warn({ uids: last }, 'The server gave out all UIDs anew: mail is compared by its hash.');
    sync.rematchTo = last;
    sync.startedAt = before.startedAt;
  } else if (settings.startAt === 'now') {
    sync.watermark = last;
    sync.floor = last;
    sync.startedAt = new Date();
  }
  await ours(store.advance(sync));
  await step(deps, 'sync-started');
  return sync;
}

/** The server's own UIDVALIDITY. */
const numberOf = ({ uidValidity }: Sync) => uidValidity.split('/')[0];

/** What stands for the UIDs of a server that gave them out anew without telling. */
function nextOf({ uidValidity }: Sync): string {
  const [number, times = '0'] = uidValidity.split('/');
  return `${number}/${Number(times) + 1}`;
}

/** Whether the server will give out UIDs a second time: it was set back, and brought an old copy of the folder. */
function isSetBack({ watermark }: Sync, { uidNext }: MailboxObject): boolean {
  return Boolean(uidNext) && uidNext <= watermark;
}

/** Takes in all that is above the watermark, in order. `isPatient`: what failed a moment ago is left for later. */
export async function takeNew(visit: Visit, isPatient: boolean): Promise<void> {
  for (;;) {
    const { watermark, rematchTo } = visit.sync;
    visit.hasNews();
    const found = await search(visit.connection, { uid: `${watermark + 1}:*` });
    await step(visit.deps, 'searched');
    // `n:*` names the last mail even if its UID is below n.
    const uids = found.filter((uid) => uid > watermark);
    if (uids.length === 0) return;
    const pending = new Set(await unaccounted(visit.deps.store, visit.sync, uids));
    const isDone = await takeAbove(visit, uids, pending, isPatient);
    if (isDone || visit.isStopped() || rematchTo <= watermark) return;
  }
}

/** False when it broke off for mail that has just come: comparing old mail takes long. */
async function takeAbove(
  visit: Visit,
  uids: number[],
  pending: Set<number>,
  isPatient: boolean,
): Promise<boolean> {
  const asked = [...pending].filter((uid) => !isPatient || isDue(visit, uid));
  const batches = batchesOf(visit, asked);
  const isRematching = visit.sync.rematchTo > visit.sync.watermark;
  for (const batch of batches) {
    const open = new Set(await take(visit, batch));
    for (const uid of batch) if (!open.has(uid)) pending.delete(uid);
    await advanceOver(visit, uids, pending);
    await visit.onBatch();
    if (visit.isStopped()) return true;
    if (!isRematching) continue;
    // Servers tell of new mail when they are asked for nothing else.
    await visit.connection.within(visit.connection.client.noop());
    if (visit.hasNews()) return false;
  }
  if (batches.length === 0) await advanceOver(visit, uids, pending);
  return true;
}

const isDue = ({ tries, sync }: Visit, uid: number) =>
  (tries.get(keyOf(sync.uidValidity, uid))?.after ?? 0) <= Date.now();

/**
 * Ascending; mail that may be recorded under an older UID comes last, the newest of it first; and last of all come those at
 * which a connection ended.
 */
function batchesOf({ sync, tries, limits }: Visit, uids: number[]): number[][] {
  const losses = (uid: number) => tries.get(keyOf(sync.uidValidity, uid))?.losses ?? 0;
  const sound = uids.filter((uid) => losses(uid) < lossesInLine);
  const fresh = sound.filter((uid) => uid > sync.rematchTo);
  const again = sound.filter((uid) => uid <= sync.rematchTo);
  const lossy = uids
    .filter((uid) => losses(uid) >= lossesInLine)
    .sort((one, other) => losses(one) - losses(other));
  const cut = (all: number[]) =>
    Array.from({ length: Math.ceil(all.length / limits.batchUids) }, (_, index) =>
      all.slice(index * limits.batchUids, (index + 1) * limits.batchUids),
    );
  return [...cut(fresh), ...cut(again).reverse(), ...lossy.map((uid) => [uid])];
}

/** Moves the watermark up to the first UID that is still open. */
async function advanceOver(visit: Visit, uids: number[], pending: Set<number>): Promise<void> {
  let { watermark } = visit.sync;
  for (const uid of uids) {
    if (pending.has(uid)) break;
    if (uid > watermark) watermark = uid;
  }
  if (watermark === visit.sync.watermark) return;
  await moveTo(visit, { ...visit.sync, watermark });
  await step(visit.deps, 'advanced');
}

async function moveTo(visit: Visit, sync: Sync): Promise<void> {
  await ours(visit.deps.store.advance(sync));
  visit.sync = sync;
}

/** Takes in what appeared late below the watermark, as far as the server tells by its counter of changes. */
export async function takeChanged(visit: Visit): Promise<void> {
  const { connection, mailbox, sync } = visit;
  const { client, within } = connection;
  const state = mailbox.noModseq ? undefined : mailbox.highestModseq;
  if (state === undefined || !client.enabled.has('CONDSTORE')) return;
  if (sync.modseq !== null && BigInt(sync.modseq) < state && sync.watermark > sync.floor) {
    const range = `${sync.floor + 1}:${sync.watermark}`;
    const options = { uid: true, changedSince: BigInt(sync.modseq) };
    const changed = await within(client.fetchAll(range, { uid: true }, options));
    await step(visit.deps, 'searched');
    const isWhole = await takeBelow(
      visit,
      changed.map(({ uid }) => uid),
    );
    if (!isWhole) return;
  }
  if (String(state) === visit.sync.modseq) return;
  await moveTo(visit, { ...visit.sync, modseq: String(state) });
  await step(visit.deps, 'completed');
}

/** Compares all UIDs of the server up to the watermark, and takes in what is missing. Answers how many still are. */
export async function takeMissed(visit: Visit): Promise<number> {
  const all = await search(visit.connection, { all: true });
  await step(visit.deps, 'searched');
  await takeBelow(visit, all);
  return (await gapsAmong(visit.deps.store, visit.sync, all)).length;
}

/** Whether all of these UIDs are recorded or noted now. */
async function takeBelow(visit: Visit, uids: number[]): Promise<boolean> {
  const gaps = await gapsAmong(visit.deps.store, visit.sync, uids);
  if (gaps.length > 0) visit.deps.log.warn({ gaps: gaps.length }, 'Mail appeared below the watermark.');
  let isWhole = true;
  for (const batch of batchesOf(visit, gaps)) {
    if (visit.isStopped()) return false;
    if ((await take(visit, batch)).length > 0) isWhole = false;
    await visit.onBatch();
  }
  return isWhole;
}

/** Of the server's UIDs those up to the watermark that are neither recorded nor noted: there should be none. */
export async function gapsAmong(store: MailboxStore, sync: Sync, serverUids: number[]): Promise<number[]> {
  const counted = serverUids.filter((uid) => uid > sync.floor && uid <= sync.watermark);
  return await unaccounted(store, sync, counted);
}

/** Asks again for all that came in a range and is not recorded, also for what was noted or is older than the connection. */
export async function backfill(visit: Visit, range: Range): Promise<void> {
  // Servers compare days, each in the time zone in which the mail came.
  const since = range.since && new Date(range.since.getTime() - dayMilliseconds);
  const found = await search(visit.connection, since ? { since } : { all: true });
  await step(visit.deps, 'searched');
  const uids = found.filter((uid) => uid <= visit.sync.watermark);
  const wanted = await unrecorded(visit, uids);
  for (const batch of batchesOf(visit, wanted)) {
    if (visit.isStopped()) return;
    await take(visit, batch, range);
    await visit.onBatch();
  }
}
