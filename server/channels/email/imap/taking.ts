/** Taking mails in: each UID that is given ends recorded or noted, or is asked for again later. */
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf, isUnreadable } from './failure.ts';
import { goneCode, rawOf } from './raw.ts';
import type { NoteReason, Raw } from './store.ts';
import { ours, placeOf, search, step, type Try, type Visit } from './visit.ts';

/** Times of arrival at the server, both included. */
export type Range = { since?: Date; until?: Date };

type Listed = { uid: number; size: number; internalDate: Date | null };

/** Server clocks differ from ours: mail that came this long before the mailbox was connected is read as new. */
const clockSkewMilliseconds = 3_600_000;

/**
 * Records or notes these UIDs, in their order, or those of them that came within a range. Answers those that are to be
 * asked for again. Throws when the connection has ended or nothing can be kept.
 */
export async function take(visit: Visit, uids: number[], range?: Range): Promise<number[]> {
  const open = new Set(uids);
  const listed = await list(visit, uids);
  await step(visit.deps, 'listed');
  await lookAfter(
    visit,
    uids.filter((uid) => !listed.has(uid)),
    open,
  );
  const wanted: Listed[] = [];
  for (const uid of uids) {
    const mail = listed.get(uid);
    if (!mail) continue;
    if (range && !isWithin(mail, range)) open.delete(uid);
    else if (mail.size > visit.limits.mailBytesMax) await note(visit, uid, 'too-large', open);
    else if (!range && isFromBefore(visit, mail)) await note(visit, uid, 'before', open);
    else wanted.push(mail);
  }
  for (const group of groupsOf(visit, wanted)) {
    if (visit.isStopped()) break;
    if (group.length > 1) await takeGroup(visit, group, open);
    for (const mail of group) if (open.has(mail.uid)) await takeSingle(visit, mail, open);
  }
  return [...open];
}

function isWithin({ internalDate }: Listed, { since, until }: Range): boolean {
  if (internalDate === null) return true;
  return (!since || internalDate >= since) && (!until || internalDate <= until);
}

async function list({ connection: { client, within } }: Visit, uids: number[]): Promise<Map<number, Listed>> {
  const query = { uid: true, size: true, internalDate: true };
  const found = await within(client.fetchAll(uids.join(','), query, { uid: true }));
  const entries = found.map(({ uid, size, internalDate }): [number, Listed] => {
    const at = internalDate === undefined ? Number.NaN : new Date(internalDate).getTime();
    return [uid, { uid, size: size ?? 0, internalDate: Number.isNaN(at) ? null : new Date(at) }];
  });
  return new Map(entries);
}

/** Whether it is old mail under a new UID: the mailbox was connected for what comes after. */
function isFromBefore({ sync: { rematchTo, startedAt } }: Visit, { uid, internalDate }: Listed): boolean {
  if (uid > rematchTo || startedAt === null || internalDate === null) return false;
  return internalDate.getTime() < startedAt.getTime() - clockSkewMilliseconds;
}

/** Neighbours that are small are fetched by one command; large ones, and those that failed before, each alone. */
function groupsOf({ limits, tries, sync }: Visit, mails: Listed[]): Listed[][] {
  const groups: Listed[][] = [];
  let isOpen = false;
  for (const mail of mails) {
    const isAlone = mail.size > limits.groupedBytesMax || tries.has(keyOf(sync.uidValidity, mail.uid));
    const last = groups.at(-1);
    if (isOpen && !isAlone && last) last.push(mail);
    else groups.push([mail]);
    isOpen = !isAlone;
  }
  return groups;
}

/** One command for all; what it does not bring whole is left open. */
async function takeGroup(visit: Visit, group: Listed[], open: Set<number>): Promise<void> {
  const { client, within } = visit.connection;
  const mails = new Map(group.map((mail) => [mail.uid, mail]));
  const uids = group.map(({ uid }) => uid).join(',');
  const answers = client.fetch(uids, { uid: true, source: true }, { uid: true });
  try {
    for (;;) {
      const next = await within(answers.next()).catch((error: unknown) => lost(visit, group, open, error));
      if (!next || next.done) return;
      const mail = mails.get(next.value.uid);
      const { source } = next.value;
      if (!mail || !open.has(mail.uid) || !source?.length || source.length < mail.size) continue;
      await keep(visit, mail, await receive(visit, whole(source)), open);
      if (visit.isStopped()) return;
    }
  } finally {
    await answers.return(undefined);
  }
}

/** Throws when the connection has ended, which counts against the mail that was to come next; else each is asked for alone. */
function lost(
  { connection, tries, sync }: Visit,
  group: Listed[],
  open: Set<number>,
  error: unknown,
): undefined {
  if (connection.client.usable) return undefined;
  const next = group.find(({ uid }) => open.has(uid));
  if (next) triesOf(tries, sync.uidValidity, next.uid).losses += 1;
  throw error;
}

async function takeSingle(visit: Visit, mail: Listed, open: Set<number>): Promise<void> {
  const { connection, limits } = visit;
  let failure: { error: unknown } | undefined;
  async function* watched(): AsyncGenerator<Buffer> {
    try {
      yield* rawOf(connection, mail, limits.chunkBytes);
    } catch (error) {
      failure = { error };
      throw error;
    }
  }
  let raw: Raw | NoteReason = 'unfetchable';
  try {
    raw = await receive(visit, watched());
  } catch (error) {
    if (!failure) throw error;
  }
  if (failure) await refused(visit, mail.uid, failure.error, open);
  else await keep(visit, mail, raw, open);
}

/** The raw mail on disk; or why the file store will not have it. */
async function receive({ deps }: Visit, bytes: AsyncIterable<Buffer>): Promise<Raw | NoteReason> {
  try {
    return await deps.receive(bytes);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'too-large') return code;
    if (code === 'invalid-input') return 'unfetchable';
    return await ours(Promise.reject(error));
  }
}

async function* whole(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

async function keep(visit: Visit, mail: Listed, raw: Raw | NoteReason, open: Set<number>): Promise<void> {
  const { deps, limits, counts } = visit;
  await step(deps, 'fetched');
  if (typeof raw === 'string') return await note(visit, mail.uid, raw, open);
  const isKnown = await ours(deps.store.hasHash(raw.hash));
  await step(deps, 'compared');
  if (isKnown) {
    await note(visit, mail.uid, 'known', open);
    await pause(limits.rematchPauseMilliseconds);
    return;
  }
  await ours(deps.store.record(placeOf(visit, mail.uid), raw, mail.internalDate));
  counts.recorded += 1;
  forget(visit, mail.uid, open);
  await step(deps, 'recorded');
}

async function note(visit: Visit, uid: number, why: NoteReason, open: Set<number>): Promise<void> {
  await ours(visit.deps.store.note(placeOf(visit, uid), why));
  visit.counts.noted += 1;
  forget(visit, uid, open);
  if (why !== 'known' && why !== 'before') visit.deps.log.info({ why }, 'A mail was noted and not read.');
  await step(visit.deps, 'noted');
}

function forget({ tries, sync }: Visit, uid: number, open: Set<number>): void {
  open.delete(uid);
  tries.delete(keyOf(sync.uidValidity, uid));
}

/** The server gave no mail for UIDs that it named before: they are gone, or are asked for again. */
async function lookAfter(visit: Visit, uids: number[], open: Set<number>): Promise<void> {
  if (uids.length === 0) return;
  const { client, within } = visit.connection;
  await within(client.noop());
  const found = new Set(await search(visit.connection, { uid: uids.join(',') }));
  for (const uid of uids) {
    if (!found.has(uid)) {
      await note(visit, uid, 'vanished', open);
      continue;
    }
    const tried = triesOf(visit.tries, visit.sync.uidValidity, uid);
    tried.refusals += 1;
    tried.after = Date.now() + visit.retryMilliseconds;
    if (tried.refusals >= visit.limits.refusalsMax) await note(visit, uid, 'unfetchable', open);
  }
}

async function refused(visit: Visit, uid: number, error: unknown, open: Set<number>): Promise<void> {
  const { connection, limits, tries, sync } = visit;
  if (connection.client.usable) {
    if (codeOf(error) !== goneCode) visit.deps.log.warn({ code: codeOf(error) }, 'A mail could not be read.');
    return await lookAfter(visit, [uid], open);
  }
  const tried = triesOf(tries, sync.uidValidity, uid);
  if (isUnreadable(error)) tried.refusals += 1;
  tried.losses += 1;
  if (tried.refusals >= limits.refusalsMax || tried.losses >= limits.lossesMax) {
    await note(visit, uid, 'unfetchable', open);
  }
  throw error;
}

export const keyOf = (uidValidity: string, uid: number) => `${uidValidity}/${uid}`;

function triesOf(tries: Visit['tries'], uidValidity: string, uid: number): Try {
  const key = keyOf(uidValidity, uid);
  const tried = tries.get(key) ?? { refusals: 0, losses: 0, after: 0 };
  tries.set(key, tried);
  return tried;
}
