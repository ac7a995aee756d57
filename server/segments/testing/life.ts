/** Random histories for tests: each step happens to a database, and to the same world in memory. */
import fc from 'fast-check';
import type { Entry, EntryKind } from '../../../contract/entries.ts';
import { stageNames } from '../../../contract/stage-names.ts';
import { defaultStageLines } from '../../../contract/stages.ts';
import { writeWorkspace } from '../../accounts/index.ts';
import { applyToCustomers, applyToProfiles, customerKinds } from '../../customers/index.ts';
import { type AnyNewEntry, append, newId } from '../../ledger/index.ts';
import { applyToOrders, orderKinds } from '../../orders/index.ts';
import { type Db, inWorkspace, type Tx } from '../../platform/db/index.ts';
import { epoch, events, members, names, origins, value } from './conditions.ts';
import { type Person, rootIn, type World } from './plain.ts';

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
  fc.record({
    do: fc.constant('track' as const),
    who: pick,
    name: fc.constantFrom(...events),
    plan: value,
    origin: origins,
  }),
  fc.record({
    do: fc.constant('see' as const),
    who: pick,
    kind: fc.constantFrom('page.viewed' as const, 'message.received' as const),
    origin: origins,
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
      if (person) await (acts[one.do] as Act<Doing>)(life, one as never, person, at);
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

type Doing = Exclude<Step['do'], 'create' | 'return'>;
type StepOf<K extends Doing> = Extract<Step, { do: K }>;
/** What a step means: to this person, at this time. */
type Act<K extends Doing> = (life: Life, one: StepOf<K>, person: Person, at: number) => Promise<unknown>;

const acts: { [K in Doing]: Act<K> } = {
  describe: async (life, { name, value, verified }, person, at) => {
    const payload = { customerId: person.id, traits: { [name]: value }, verified };
    const entry = await tell(life, 'customer.described', payload, person.id, at);
    const said = { name, value, verified, at, by: entry.id };
    const same = person.traits.find((one) => one.name === name && one.verified === verified);
    if (!same) person.traits.push(said);
    else if (isLater(said, same)) Object.assign(same, said);
  },
  track: (life, { name, plan, origin }, { id }, at) =>
    tell(life, 'event.tracked', { name, properties: { plan }, ...(origin && { origin }) }, id, at),
  see: (life, { kind, origin }, { id }, at) => {
    const page = { url: 'https://x.example/pricing', title: 'T', referrer: null, ...(origin && { origin }) };
    return tell(life, kind, kind === 'page.viewed' ? page : { text: 'hello' }, id, at);
  },
  buy: async (life, { currency, total }, { id }, at) => {
    const orderId = newId();
    life.orders.push(orderId);
    const details = { currency, total, placedAt: new Date(at).toISOString().replace('Z', '000Z') };
    const which = { orderId, shop: '', externalId: orderId, number: orderId, isOwned: true };
    await tell(life, 'order.placed', { ...which, details }, id, at);
    life.world.orders.set(orderId, { customerId: id, currency, net: total, at, cancelled: false });
  },
  consent: async (life, { channel, granted }, person, at) => {
    const said = { channel, topic: 'marketing', granted };
    const payload = { customerId: person.id, ...said, how: 'form', proof: 'x' };
    const entry = await tell(life, 'consent.changed', payload, person.id, at);
    const same = person.consents.find((one) => one.channel === channel);
    const latest = { ...said, at, by: entry.id };
    if (!same) person.consents.push(latest);
    else if (isLater(latest, same)) Object.assign(same, latest);
  },
  care: async (life, { field, isSet }, person) => {
    const set = { ownerId: members[0], channel: 'email', language: 'en' }[field];
    const fields = { [field]: isSet ? set : null };
    // Changes by hand happen when they are made, each at a moment of its own.
    const now = life.clock + life.places;
    await tell(life, 'profile.updated', { customerId: person.id, fields }, person.id, now);
    person.profile = { fields: { ...person.profile?.fields, ...fields }, at: now };
  },
  stage: (life, { stage }, { id }, at) => tell(life, 'stage.changed', { customerId: id, stage }, id, at),
  merge: async (life, one, { id }) => {
    const { world } = life;
    const other = [...world.people.values()][one.other % world.people.size]?.id ?? id;
    const [fromId, rootId] = [rootIn(world, id), rootIn(world, other)];
    if (fromId === rootId) return;
    const payload = { fromId, intoId: other, rootId, intoName: null, evidence: 'member' };
    await tell(life, 'customer.merged', payload, other, life.clock);
    world.merges.set(fromId, other);
  },
  withdraw: async (life, _, { id, consents, profile }) => {
    // As an undone import does: somebody who is part of no merge, and of whom nobody else told, was never there.
    const { merges, people } = life.world;
    const isJoined = [...merges].some((pair) => pair.includes(id));
    if (isJoined || consents.length > 0 || profile || people.size <= beginning.length) return;
    await tell(life, 'customer.withdrawn', { customerId: id }, id, life.clock);
    people.delete(id);
  },
  unmerge: async (life, _, { id }) => {
    const intoId = life.world.merges.get(id);
    if (intoId === undefined) return;
    const payload = { fromId: id, fromName: null, intoId, conversationIds: [], refused: false };
    await tell(life, 'customer.unmerged', payload, intoId, life.clock);
    life.world.merges.delete(id);
  },
};

type Said = { at: number; by: string };
const isLater = (one: Said, other: Said): boolean =>
  one.at > other.at || (one.at === other.at && one.by > other.by);
