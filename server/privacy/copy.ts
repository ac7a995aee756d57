/** Copies of everything that is held on a person: made in the background, sealed on disk, gone after their time. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { entryKinds } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import type { Locale } from '../../contract/ids.ts';
import { exportDaysMax } from '../../contract/privacy.ts';
import { type By, memberNames, operator, readWorkspace } from '../accounts/index.ts';
import { erasedOf, type Holding, idsOf, traceable, type Where } from '../customers/index.ts';
import { newId, readTimeline } from '../ledger/index.ts';
import { ordersOf } from '../orders/index.ts';
import { randomToken } from '../platform/crypto/index.ts';
import { inWorkspace, type Tx, touch } from '../platform/db/index.ts';
import { type Keys, privacyTopic } from './erasure.ts';
import { privacyFolder } from './journal.ts';
import { pageOf } from './page.ts';
import { recordStep } from './record.ts';
import { openOne, readRequest } from './requests.ts';
import { writeSealed } from './sealed-file.ts';
import { type Part, zipOf } from './zip.ts';

export type Copy = {
  id: string;
  requestId: string;
  customerId: string;
  locale: Locale;
  storedName: string;
  state: string;
};
export type Copying = Where & { keys: Keys; holdings: readonly Holding[] };

const nameBytes = 24;
const pageEntriesMax = 500;
const silentSecondsMax = 15;
const copyColumns = sql`id, request_id as "requestId", customer_id as "customerId", locale, stored_name as "storedName", state`;

export function pathOfCopy(dataDir: string, storedName: string): string {
  return path.join(privacyFolder(dataDir), `${storedName}.zip.sealed`);
}

/** Asks for a copy. */
export async function askForCopy(tx: Tx, by: By, requestId: string, locale: Locale): Promise<void> {
  const of = await openOne(tx, requestId);
  const { rows } = await sql`
    select 1 from privacy_exports where request_id = ${requestId} and state in ('waiting', 'running')`.execute(
    tx,
  );
  if (rows.length > 0) throw new Problem('conflict', 'A copy is being made already.');
  await sql`
    insert into privacy_exports (id, request_id, customer_id, member_id, locale, state, stored_name)
    values (${newId()}, ${requestId}, ${of.customerId}, ${by.actor.id}, ${locale}, 'waiting',
      ${randomToken(nameBytes)})`.execute(tx);
  await recordStep(tx, by, of, 'export-started');
  touch(tx, privacyTopic);
}

/** Takes a copy to make that nobody else is making. */
export async function claimCopy(tx: Tx): Promise<Copy | undefined> {
  const { rows } = await sql<Copy>`
    update privacy_exports set state = 'running', beat_at = clock_timestamp(), done_count = 0 where id = (
      select id from privacy_exports where state = 'waiting'
        or (state = 'running' and beat_at < clock_timestamp() - make_interval(secs => ${silentSecondsMax}))
      order by created_at limit 1 for update skip locked)
    returning ${copyColumns}`.execute(tx);
  return rows[0];
}

/** Makes it. What was begun before and not ended is written anew. */
export async function makeCopy(how: Copying, copy: Copy): Promise<void> {
  const { db, workspaceId, dataDir, keys } = how;
  await mkdir(privacyFolder(dataDir), { recursive: true, mode: 0o700 });
  const bytes = await writeSealed(
    pathOfCopy(dataDir, copy.storedName),
    keys.sealing,
    zipOf(partsOf(how, copy)),
  );
  await inWorkspace(db, workspaceId, async (tx) => {
    await sql`
      update privacy_exports set state = 'done', bytes = ${bytes}, beat_at = null,
        expires_at = clock_timestamp() + make_interval(days => ${exportDaysMax}) where id = ${copy.id}`.execute(
      tx,
    );
    const { kind } = await readRequest(tx, copy.requestId);
    await recordStep(tx, operator, { id: copy.requestId, kind, customerId: copy.customerId }, 'export-made');
  });
}

async function* partsOf(how: Copying, copy: Copy): AsyncGenerator<Part> {
  const { db, workspaceId, holdings, keys } = how;
  const person = await inWorkspace(db, workspaceId, async (tx) => {
    const customerIds = await idsOf(tx, copy.customerId);
    const who = { erasureId: copy.id, customerIds, orderIds: await ordersOf(tx, customerIds) };
    return { customerIds, erased: erasedOf(await traceable(tx, customerIds), who, keys.tokens) };
  });
  const telling = holdings.filter(({ tell }) => tell !== undefined);
  await inWorkspace(db, workspaceId, (tx) => told(tx, copy.id, 0, telling.length + 2));
  const parts: Record<string, unknown> = {};
  for (const [at, { tell }] of telling.entries()) {
    Object.assign(parts, await tell?.(how, person));
    await inWorkspace(db, workspaceId, (tx) => told(tx, copy.id, at + 1));
  }
  const about = await inWorkspace(db, workspaceId, async (tx) => ({
    names: await memberNames(tx, authorsIn(parts.conversations)),
    workspace: (await readWorkspace(tx)).name,
  }));
  const page = {
    workspace: about.workspace,
    at: new Date().toISOString(),
    locale: copy.locale,
    parts,
    memberName: (id: string) => about.names.get(id) ?? '',
  };
  const entries = () => entriesOf(how, copy);
  yield {
    name: 'index.html',
    content: pageOf(
      page,
      (async function* () {
        for await (const texts of entries()) yield texts.map((text) => JSON.parse(text));
      })(),
    ),
  };
  await inWorkspace(db, workspaceId, (tx) => told(tx, copy.id, telling.length + 1));
  yield { name: 'data.json', content: once(JSON.stringify(parts, null, 2)) };
  yield {
    name: 'entries.jsonl',
    content: (async function* () {
      for await (const texts of entries()) yield texts.map((text) => `${text}\n`).join('');
    })(),
  };
  for (const { files } of holdings) if (files) yield* beating(how, copy, files(how, person));
  await inWorkspace(db, workspaceId, (tx) => told(tx, copy.id, telling.length + 2));
}

/** Says with each part that somebody is at it. */
async function* beating(
  { db, workspaceId }: Copying,
  copy: Copy,
  parts: AsyncIterable<Part>,
): AsyncGenerator<Part> {
  for await (const part of parts) {
    await inWorkspace(db, workspaceId, (tx) => told(tx, copy.id, 0));
    yield part;
  }
}

/** The members who wrote in conversations. */
function authorsIn(conversations: unknown): string[] {
  const ids = (
    (conversations ?? []) as { messages: { author: { kind: string; id: string | null } }[] }[]
  ).flatMap(({ messages }) =>
    messages.flatMap(({ author }) => (author.kind === 'member' && author.id ? author.id : [])),
  );
  return [...new Set(ids)];
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** Every entry about the person, of all customers that are one, newest first. */
async function* entriesOf({ db, workspaceId }: Copying, copy: Copy): AsyncGenerator<string[]> {
  for (let cursor: string | undefined; ; ) {
    const page = await inWorkspace(db, workspaceId, async (tx) => {
      await sql`update privacy_exports set beat_at = clock_timestamp() where id = ${copy.id}`.execute(tx);
      return readTimeline(tx, copy.customerId, { limit: pageEntriesMax, cursor, kinds: entryKinds });
    });
    yield page.data;
    if (page.next === null) return;
    cursor = page.next;
  }
}

/** How far it is. */
async function told(tx: Tx, id: string, done: number, of?: number): Promise<void> {
  await sql`
    update privacy_exports set done_count = ${done}, part_count = coalesce(${of ?? null}, part_count),
      beat_at = clock_timestamp() where id = ${id}`.execute(tx);
}

export async function failCopy(tx: Tx, id: string, failure: string): Promise<void> {
  await sql`
    update privacy_exports set state = 'failed', failure = ${failure}, beat_at = null where id = ${id}`.execute(
    tx,
  );
}

/** A copy that can be downloaded. @throws Problem `not-found`, `expired`. */
export async function readCopy(tx: Tx, id: string): Promise<Copy> {
  const { rows } = await sql<Copy & { isOver: boolean }>`
    select ${copyColumns}, expires_at < clock_timestamp() as "isOver" from privacy_exports where id = ${id}`.execute(
    tx,
  );
  const copy = rows[0];
  if (!copy) throw new Problem('not-found', 'There is no such copy.');
  if (copy.state === 'gone' || copy.isOver)
    throw new Problem('expired', `A copy is kept for ${exportDaysMax} days. Have a new one made.`);
  if (copy.state !== 'done') throw new Problem('conflict', 'The copy is not made yet. Wait for it.');
  return copy;
}

/** Takes away the copies whose time is over, and those of these people. */
export async function dropCopies(
  { db, workspaceId, dataDir }: Where,
  which: { customerIds: readonly string[] } | 'expired',
): Promise<void> {
  const wanted =
    which === 'expired'
      ? sql`expires_at < clock_timestamp()`
      : sql`customer_id = any(${[...which.customerIds]}::uuid[])`;
  const dropped = await inWorkspace(db, workspaceId, async (tx) => {
    const { rows } = await sql<Copy>`
      update privacy_exports set state = 'gone' where state <> 'gone' and ${wanted} returning ${copyColumns}`.execute(
      tx,
    );
    return rows;
  });
  for (const { storedName } of dropped) await rm(pathOfCopy(dataDir, storedName), { force: true });
}

/** Files of copies that nobody knows: what a crash or a restore left. */
export async function dropUnknown(dataDir: string, known: ReadonlySet<string>): Promise<void> {
  const folder = privacyFolder(dataDir);
  for (const name of await readdir(folder).catch(() => [])) {
    const stored = /^([\w-]+)\.zip\.sealed$/.exec(name)?.[1];
    if (stored !== undefined && !known.has(stored)) await rm(path.join(folder, name), { force: true });
  }
}
