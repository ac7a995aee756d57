/** What members do with greetings. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { type Greeting, greetingsMax } from '../../contract/greetings.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { readInbox } from '../channels/index.ts';
import { append, newId } from '../ledger/index.ts';
import { clean, type Tx } from '../platform/db/index.ts';
import { readGreeting, readRule } from './queries.ts';
import { record } from './record.ts';

type Written = Omit<Greeting, 'id' | 'counts'>;
type Changes = { [Name in keyof Omit<Written, 'inboxId'>]?: Written[Name] | undefined } & {
  place?: number | undefined;
};

/** Adds a greeting to an inbox, as its last. @throws Problem `not-found` for the inbox, `conflict` when there are too many. */
export async function createGreeting(tx: Tx, who: MemberCaller, input: Written): Promise<Greeting> {
  await lockGreetings(tx);
  await readInbox(tx, input.inboxId);
  const order = await orderOf(tx, input.inboxId);
  if (order.length >= greetingsMax) {
    const text = `An inbox can have at most ${greetingsMax} greetings. Remove some that are of no use.`;
    throw new Problem('conflict', text);
  }
  const id = newId();
  await write(tx, id, input, order.length);
  await tell(tx, who, 'greeting.created', { id, ...input });
  return readGreeting(tx, id);
}

/** Changes a greeting, and where it stands; what is the same already is not written down. */
export async function changeGreeting(
  tx: Tx,
  who: MemberCaller,
  id: string,
  { place, ...changes }: Changes,
): Promise<Greeting> {
  await lockGreetings(tx);
  const before = await readRule(tx, id);
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const after = { ...before, ...Object.fromEntries(given) } as typeof before;
  const order = await orderOf(tx, before.inboxId);
  const at = order.indexOf(id);
  const wanted = Math.min(place ?? at, order.length - 1);
  if (JSON.stringify(clean(after)) === JSON.stringify(before) && wanted === at) return readGreeting(tx, id);
  await write(tx, id, after, at);
  await putInOrder(tx, order.toSpliced(at, 1).toSpliced(wanted, 0, id));
  await tell(tx, who, 'greeting.changed', after);
  return readGreeting(tx, id);
}

/** Removes a greeting with what is counted of it. */
export async function removeGreeting(tx: Tx, who: MemberCaller, id: string): Promise<void> {
  await lockGreetings(tx);
  const greeting = await readRule(tx, id);
  await sql`delete from greetings where id = ${id}`.execute(tx);
  await putInOrder(tx, await orderOf(tx, greeting.inboxId));
  await tell(tx, who, 'greeting.removed', greeting);
}

async function orderOf(tx: Tx, inboxId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from greetings where inbox_id = ${inboxId} order by place, id`.execute(tx);
  return rows.map(({ id }) => id);
}

async function putInOrder(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`
    update greetings g set place = o.place - 1
    from unnest(${ids as string[]}::uuid[]) with ordinality o (id, place) where g.id = o.id`.execute(tx);
}

async function write(tx: Tx, id: string, greeting: Written, place: number): Promise<void> {
  const { inboxId, name, texts, active, ...rest } = greeting;
  const { pages, seconds, pagesSeen, visitors, attribute, whenOpen, whenOnline, days } = rest;
  const conditions = { pages, seconds, pagesSeen, visitors, attribute, whenOpen, whenOnline, days };
  await sql`
    insert into greetings (id, inbox_id, name, texts, conditions, active, place)
    values (${id}, ${inboxId}, ${clean(name)}, ${JSON.stringify(clean(texts))}::jsonb,
      ${JSON.stringify(clean(conditions))}::jsonb, ${active}, ${place})
    on conflict (workspace_id, id) do update set name = excluded.name, texts = excluded.texts,
      conditions = excluded.conditions, active = excluded.active`.execute(tx);
}

async function tell(
  tx: Tx,
  who: MemberCaller,
  kind: 'greeting.created' | 'greeting.changed' | 'greeting.removed',
  { id, inboxId, name }: { id: string; inboxId: string; name: string },
): Promise<void> {
  const { actor, source } = by(who);
  const payload = { greetingId: id, inboxId, name };
  const entry = { payload, actor, direction: 'internal', source: { name: source } } as const;
  if (kind === 'greeting.removed') await record(tx, { kind, ...entry });
  else await append(tx, { kind, ...entry });
}

/** One change at a time, so that there are never more than there is room for, and each has a place of its own. */
async function lockGreetings(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('greetings ' || current_workspace(), 0))`.execute(
    tx,
  );
}
