/** Random histories for tests: each step happens to a database, and to the same world in memory. */
import fc from 'fast-check';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { stageNames } from '../../contract/stage-names.ts';
import { defaultStageLines } from '../../contract/stages.ts';
import { writeWorkspace } from '../accounts/index.ts';
import { applyToCustomers, applyToProfiles, customerKinds } from '../customers/index.ts';
import { type AnyNewEntry, append, newId } from '../ledger/index.ts';
import { applyToOrders, orderKinds } from '../orders/index.ts';
import { type Db, inWorkspace, type Tx } from '../platform/db/index.ts';
import { type Person, rootIn, type World } from './testing.ts';
import { epoch, events, members, names, value } from './testing-conditions.ts';

/** The system as an actor. */
export const by = { actor: { kind: 'system' as const, id: null }, source: 'test' };

const pick = fc.nat({ max: 100 });
/** Often: of several reports about one attribute one has to count. */
const describing = fc.record({
  do: fc.constant('describe' as const),
  who: pick,
  name: fc.constantFrom(...names, 'language'),
  value,
  verified: fc.boolean(),
});
const step = fc.oneof(
  fc.record({
    ...{ do: fc.constant('create' as const), name: fc.constantFrom('Ana', 'gold digger', null) },
    ...{
      language: fc.constantFrom('pt-BR', 'en', null),
      kinds: fc.subarray(['email', 'user'] as const),
      verified: fc.boolean(),
    },
  }),
  describing,
  describing,
  describing,
  fc.record({ do: fc.constant('track' as const), who: pick, name: fc.constantFrom(...events), plan: value }),
  fc.record({
    do: fc.constant('see' as const),
    who: pick,
    kind: fc.constantFrom('page.viewed' as const, 'message.received' as const),
  }),
  fc.record({
    do: fc.constant('buy' as const),
    who: pick,
    currency: fc.constantFrom('EUR', 'BRL'),
    total: fc.constantFrom(500, 1_000),
  }),
  fc.record({ do: fc.constant('return' as const), order: pick, whole: fc.boolean() }),
  fc.record({
    do: fc.constant('consent' as const),
    who: pick,
    channel: fc.constantFrom('email' as const, 'sms' as const),
    granted: fc.boolean(),
  }),
  fc.record({
    ...{
      do: fc.constant('care' as const),
      who: pick,
      field: fc.constantFrom('ownerId' as const, 'channel' as const, 'language' as const),
    },
    isSet: fc.boolean(),
  }),
  fc.record({ do: fc.constant('stage' as const), who: pick, stage: fc.constantFrom(...stageNames) }),
  fc.record({ do: fc.constant('merge' as const), who: pick, other: pick }),
  fc.record({ do: fc.constant('unmerge' as const), who: pick }),
  fc.record({ do: fc.constant('withdraw' as const), who: pick }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
/** Steps, each with how many hours before the clock's time it happened. */
export const steps = (max: number) =>
  fc.array(fc.record({ step, ago: fc.integer({ min: 0, max: 24 * 14 }) }), { minLength: 1, maxLength: max });

/** A workspace in which a history happens, and the same in memory. */
export type Life = {
  db: Db;
  workspaceId: string;
  world: World;
  clock: number;
  places: number;
  orders: string[];
};

/** A workspace with those in it whom a history begins with. */
export async function newLife(db: Db): Promise<Life> {
  const world: World = {
    people: new Map(),
    merges: new Map(),
    orders: new Map(),
    stages: defaultStageLines,
    segments: new Map(),
  };
  const life = { db, workspaceId: newId(), world, clock: epoch, places: 0, orders: [] };
  const workspace = { name: 'W', locale: 'en' as const, createdAt: new Date(epoch).toISOString() };
  await inLife(life, (tx) => writeWorkspace(tx, workspace, []));
  for (const [at, step] of beginning.entries()) await play(life, { step, ago: 24 * at });
  return life;
}

/** Whom a history begins with, so that there is something to do. */
export const beginning: readonly Step[] = [
  { do: 'create', name: 'Ana', language: 'pt-BR', kinds: ['email'], verified: true },
  { do: 'create', name: 'gold digger', language: 'en', kinds: ['user'], verified: false },
  { do: 'create', name: null, language: null, kinds: [], verified: false },
  { do: 'create', name: null, language: 'pt-BR', kinds: ['email', 'user'], verified: false },
];

/** Does something in a history's workspace. */
export const inLife = <T>(life: Life, work: (tx: Tx) => Promise<T>) =>
  inWorkspace(life.db, life.workspaceId, work);

/** Appends an entry with what it means, and remembers it. */
async function tell(life: Life, kind: EntryKind, payload: object, who: string, at: number): Promise<Entry> {
  life.places += 1;
  const entry = {
    kind,
    payload,
    actor: kind === 'customer.created' ? { kind: 'customer', id: who } : by.actor,
    direction: 'internal',
    source: { name: 'test' },
    customerId: who,
    occurredAt: new Date(at).toISOString(),
  } as AnyNewEntry;
  const appended = await inLife(life, async (tx) => {
    const { entry: told } = await append(tx, entry as never);
    if ((customerKinds as readonly string[]).includes(kind)) await applyToCustomers(tx, told as never);
    if (kind === 'profile.updated') await applyToProfiles(tx, told as never);
    if ((orderKinds as readonly string[]).includes(kind)) await applyToOrders(tx, [told]);
    return told as Entry;
  });
  life.world.people.get(who)?.entries.push({ kind, payload: payload as never, at, place: life.places });
  return appended;
}

/** Lets a step happen, to the database and in memory. */
export async function play(life: Life, { step: one, ago }: { step: Step; ago: number }): Promise<void> {
  const { world } = life;
  const everybody = [...world.people.values()];
  const person = 'who' in one ? everybody[one.who % Math.max(1, everybody.length)] : undefined;
  const at = life.clock - ago * 3_600_000;
  switch (one.do) {
    case 'create':
      return create(life, one, at);
    case 'return':
      return giveBack(life, one, at);
    default:
      if (person) await playWith(life, one, person, at);
  }
}

async function create(life: Life, one: Extract<Step, { do: 'create' }>, at: number): Promise<void> {
  const id = newId();
  const identities = one.kinds.map((kind) => ({
    kind,
    value: `${kind}-${id}@x.example`,
    verified: one.verified,
  }));
  const { name, language } = one;
  const empty = { traits: [], consents: [], profile: undefined, entries: [] };
  life.world.people.set(id, { id, name, language, createdAt: at, identities, ...empty });
  await tell(life, 'customer.created', { name, identities, language }, id, at);
}

async function giveBack(life: Life, one: Extract<Step, { do: 'return' }>, at: number): Promise<void> {
  const orderId = life.orders[one.order % Math.max(1, life.orders.length)];
  const order = orderId === undefined ? undefined : life.world.orders.get(orderId);
  if (orderId === undefined || !order || order.cancelled) return;
  const which = { orderId, shop: '', externalId: orderId, number: orderId, isOwned: false };
  if (one.whole) {
    await tell(life, 'order.cancelled', { ...which, reason: null, details: {} }, order.customerId, at);
    order.cancelled = true;
    return;
  }
  const refund = { refundId: newId(), amount: 200, currency: order.currency, reason: null, lines: [] };
  await tell(life, 'order.refunded', { ...which, ...refund }, order.customerId, at);
  order.net -= 200;
}

async function playWith(
  life: Life,
  one: Exclude<Step, { do: 'create' | 'return' }>,
  person: Person,
  at: number,
): Promise<void> {
  const { world } = life;
  const { id } = person;
  switch (one.do) {
    case 'describe': {
      const payload = { customerId: id, traits: { [one.name]: one.value }, verified: one.verified };
      const entry = await tell(life, 'customer.described', payload, id, at);
      const said = { name: one.name, value: one.value, verified: one.verified, at, by: entry.id };
      const same = person.traits.find(
        ({ name, verified }) => name === said.name && verified === said.verified,
      );
      if (!same) person.traits.push(said);
      else if (said.at > same.at || (said.at === same.at && said.by > same.by)) Object.assign(same, said);
      return;
    }
    case 'track':
      await tell(life, 'event.tracked', { name: one.name, properties: { plan: one.plan } }, id, at);
      return;
    case 'see': {
      const page = { url: 'https://x.example/pricing', title: 'T', referrer: null };
      await tell(life, one.kind, one.kind === 'page.viewed' ? page : { text: 'hello' }, id, at);
      return;
    }
    case 'buy': {
      const orderId = newId();
      life.orders.push(orderId);
      const placedAt = new Date(at).toISOString().replace('Z', '000Z');
      const details = { currency: one.currency, total: one.total, placedAt };
      const which = { orderId, shop: '', externalId: orderId, number: orderId, isOwned: true };
      await tell(life, 'order.placed', { ...which, details }, id, at);
      world.orders.set(orderId, {
        customerId: id,
        currency: one.currency,
        net: one.total,
        at,
        cancelled: false,
      });
      return;
    }
    case 'consent': {
      const said = { channel: one.channel, topic: 'marketing', granted: one.granted };
      const entry = await tell(
        life,
        'consent.changed',
        { customerId: id, ...said, how: 'form', proof: 'x' },
        id,
        at,
      );
      const same = person.consents.find(({ channel }) => channel === one.channel);
      if (!same) person.consents.push({ ...said, at, by: entry.id });
      else if (at > same.at || (at === same.at && entry.id > same.by))
        Object.assign(same, said, { at, by: entry.id });
      return;
    }
    case 'care': {
      const set = { ownerId: members[0], channel: 'email', language: 'en' }[one.field];
      const fields = { [one.field]: one.isSet ? set : null };
      // Changes by hand happen when they are made, each at a moment of its own.
      const now = life.clock + life.places;
      await tell(life, 'profile.updated', { customerId: id, fields }, id, now);
      person.profile = { fields: { ...person.profile?.fields, ...fields }, at: now };
      return;
    }
    case 'stage':
      await tell(life, 'stage.changed', { customerId: id, stage: one.stage }, id, at);
      return;
    case 'merge': {
      const other = [...world.people.values()][one.other % world.people.size]?.id ?? id;
      const [from, into] = [rootIn(world, id), rootIn(world, other)];
      if (from === into) return;
      await tell(
        life,
        'customer.merged',
        { fromId: from, intoId: other, rootId: into, intoName: null, evidence: 'member' },
        other,
        life.clock,
      );
      world.merges.set(from, other);
      return;
    }
    case 'withdraw': {
      // As an undone import does: somebody who is part of no merge was never there.
      if ([...world.merges].some((pair) => pair.includes(id)) || world.people.size <= beginning.length)
        return;
      if (person.consents.length > 0 || person.profile) return;
      await tell(life, 'customer.withdrawn', { customerId: id }, id, life.clock);
      world.people.delete(id);
      return;
    }
    case 'unmerge': {
      const into = world.merges.get(id);
      if (into === undefined) return;
      await tell(
        life,
        'customer.unmerged',
        { fromId: id, fromName: null, intoId: into, conversationIds: [], refused: false },
        into,
        life.clock,
      );
      world.merges.delete(id);
    }
  }
}
