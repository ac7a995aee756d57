/**
 * Erasing a person, stage by stage, in short transactions. Killed anywhere, the next process does the stage again and
 * ends with the same: what is reduced stays as it is.
 */
import { sql } from 'kysely';
import { operator } from '../accounts/index.ts';
import { type Erased, eraseCustomers, type Holding, type Where } from '../customers/index.ts';
import {
  append,
  cutAddresses,
  eraseMentions,
  eraseOwn,
  forgetSetAsides,
  matches,
  type OnRewrite,
} from '../ledger/index.ts';
import { inWorkspace, type Tx } from '../platform/db/index.ts';
import { forgetAnswersWith } from '../platform/http/index.ts';
import { cutAddress } from '../platform/limits/index.ts';
import { advance, type Erasure, endErasure, type Keys, type Stage, stages, unsealed } from './erasure.ts';
import { readJournal, writeJournal } from './journal.ts';
import { recordStep } from './record.ts';
import { readRequest } from './requests.ts';
import { readSettings } from './settings.ts';

export type Erasing = Where & { keys: Keys; holdings: readonly Holding[]; signal: AbortSignal };

/** For each moment of work one of rest: chats come first. */
const restMillisecondsMax = 250;

/** Does what is left of an erasure; false when it was told to stop in between. */
export async function runErasure(how: Erasing, erasure: Erasure): Promise<boolean> {
  if (erasure.kind === 'addresses') return cutAll(how, erasure);
  await noteInJournal(how, erasure);
  const { erased, settledTo } = unsealed(how.keys, erasure);
  for (const stage of stages.slice(Math.max(0, stages.indexOf(erasure.stage)))) {
    await inTx(how, (tx) => advance(tx, erasure.id, { stage }));
    if (!(await runStage(how, erasure, erased, { stage, settledTo }))) return false;
  }
  return true;
}

const inTx = <T>({ db, workspaceId }: Where, work: (tx: Tx) => Promise<T>) =>
  inWorkspace(db, workspaceId, work);

async function noteInJournal({ dataDir, workspaceId }: Erasing, { customerIds }: Erasure): Promise<void> {
  const known = await readJournal(dataDir);
  const isKnown = known.some((line) => customerIds.every((id) => line.customerIds.includes(id)));
  if (!isKnown) await writeJournal(dataDir, { workspaceId, customerIds, at: new Date().toISOString() });
}

async function runStage(
  how: Erasing,
  erasure: Erasure,
  erased: Erased,
  { stage, settledTo }: { stage: Stage; settledTo: string },
): Promise<boolean> {
  switch (stage) {
    case 'records':
      return runRecords(how, erased);
    case 'own':
      return runOwn(how, erasure, erased);
    case 'mentions':
      return runMentions(how, erasure, erased, erasure.reached);
    case 'rest':
      // What was written while the person was still known to somebody.
      return (
        (await runOwn(how, erasure, erased)) &&
        (await runMentions(how, erasure, erased, settledTo)) &&
        (await runRecords(how, erased))
      );
    case 'check':
      return finish(how, erasure, erased);
  }
}

async function runRecords(how: Erasing, erased: Erased): Promise<boolean> {
  for (const { erase } of how.holdings) {
    if (how.signal.aborted) return false;
    await erase?.(how, erased);
  }
  const ids = [...erased.customerIds];
  await inTx(how, async (tx) => {
    await forgetSetAsides(tx, ids);
    await forgetAnswersWith(
      tx,
      (text) =>
        sql`(${matches(text, erased.patterns)} or ${text} like any(${ids.map((id) => `%${id}%`)}::text[]))`,
    );
  });
  return true;
}

/** Everything that follows from entries, changed with them. */
function onRewriteOf({ holdings }: Erasing, erased: Erased): OnRewrite {
  const each = holdings.flatMap(({ onRewrite }) => (onRewrite ? [onRewrite(erased)] : []));
  return async (tx, entries) => {
    const follows: (() => Promise<void>)[] = [];
    for (const hear of each) follows.push(await hear(tx, entries));
    return async () => {
      for (const follow of follows) await follow();
    };
  };
}

async function runOwn(how: Erasing, { id }: Erasure, erased: Erased): Promise<boolean> {
  const rewriting = { erasureId: id, onRewrite: onRewriteOf(how, erased) };
  for (const customerId of erased.customerIds) {
    let after: { at: string; position: string } | undefined;
    do {
      if (how.signal.aborted) return false;
      after = await inTx(how, async (tx) => {
        const step = await eraseOwn(tx, rewriting, customerId, erased, after);
        await advance(tx, id, { rewritten: step.count });
        return step.after;
      });
    } while (after);
  }
  return true;
}

async function runMentions(how: Erasing, { id }: Erasure, erased: Erased, from: string): Promise<boolean> {
  const rewriting = { erasureId: id, onRewrite: onRewriteOf(how, erased) };
  return walk(how, id, from, (tx, since) => eraseMentions(tx, rewriting, erased, erased.patterns, since));
}

type Walked = { reached: string; lookedAt: number; count: number; isMore: boolean };

/** Goes through the ledger from where it stands, resting as long as it works. */
async function walk(
  how: Erasing,
  id: string,
  from: string,
  step: (tx: Tx, since: string) => Promise<Walked>,
): Promise<boolean> {
  for (let since = from; ; ) {
    if (how.signal.aborted) return false;
    const began = performance.now();
    const walked = await inTx(how, async (tx) => {
      const done = await step(tx, since);
      await advance(tx, id, { reached: done.reached, lookedAt: done.lookedAt, rewritten: done.count });
      return done;
    });
    since = walked.reached;
    if (!walked.isMore) return true;
    const rest = Math.min(restMillisecondsMax, performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, rest));
  }
}

/** Looks whether something is left in any table, and says so in the log of the request. */
async function finish(how: Erasing, erasure: Erasure, erased: Erased): Promise<boolean> {
  const left = await lookForRest(how, erased);
  await inTx(how, async (tx) => {
    const entries = await endErasure(tx, erasure.id);
    // Open screens fetch anew what they show.
    await eraseCustomers(tx, operator, erasure.customerIds, erasure.id, true);
    if (erasure.requestId === null) return;
    const { kind } = await readRequest(tx, erasure.requestId);
    const of = { id: erasure.requestId, kind, customerId: erasure.customerIds[0] ?? '' };
    await recordStep(tx, operator, of, 'erased', JSON.stringify({ entries, left }));
    await recordStep(tx, operator, of, 'done');
  });
  return true;
}

/** Tables about those who work here, and those that are looked through elsewhere or hold what is sealed. */
const notLookedThrough = [
  'entries',
  'erasures',
  'members',
  'invitations',
  'workspaces',
  'api_keys',
  'inboxes',
];
const shownMax = 20;

/** In which tables texts are left that name the person, with how many rows: what others have said of themselves, mostly. */
export async function lookForRest(where: Where, { patterns, isIn }: Erased): Promise<Record<string, number>> {
  const tables = await inTx(where, async (tx) => {
    const { rows } = await sql<{ name: string }>`
      select distinct c.table_name::text as name from information_schema.columns c
      join pg_class p on p.relname = c.table_name and p.relnamespace = 'public'::regnamespace and not p.relispartition
      where c.table_schema = 'public' and c.data_type in ('text', 'jsonb', 'ARRAY')
        and has_table_privilege(p.oid, 'select')
        and exists (select from information_schema.columns w
          where w.table_schema = 'public' and w.table_name = c.table_name and w.column_name = 'workspace_id')
      order by 1`.execute(tx);
    return rows.map(({ name }) => name).filter((name) => !notLookedThrough.includes(name));
  });
  const left: Record<string, number> = {};
  for (const name of tables) {
    const rows = await inTx(where, async (tx) => {
      const found = await sql<{ text: string }>`
        select to_jsonb(t)::text as text from ${sql.table(name)} t
        where ${matches(sql`to_jsonb(t)::text`, patterns)} limit ${shownMax}`.execute(tx);
      return found.rows.filter(({ text }) => isIn(text));
    });
    if (rows.length > 0) left[name] = rows.length;
  }
  return left;
}

async function cutAll(how: Erasing, { id, reached }: Erasure): Promise<boolean> {
  const { addresses } = await inTx(how, readSettings);
  const rewriting = { erasureId: id, onRewrite: async () => async () => undefined };
  const isDone = await walk(how, id, reached, (tx, since) =>
    cutAddresses(tx, rewriting, (address) => cutAddress(address, addresses), since),
  );
  if (!isDone) return false;
  await inTx(how, async (tx) => {
    const entries = await endErasure(tx, id);
    await append(tx, {
      kind: 'privacy.addresses_cut',
      payload: { how: addresses, entries },
      actor: { kind: 'system', id: null },
      direction: 'internal',
      source: { name: 'privacy' },
    });
  });
  return true;
}
