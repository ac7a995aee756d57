/** A customer's year: how they came to be known, what they asked, where they looked, when they called or came by. */
import type { Actor, Entry, Identity } from '../../contract/entries.ts';
import { namedBy } from '../customers/index.ts';
import { answering } from './business.ts';
import { atWork, minute, second, timeText, visitingTime } from './calendar.ts';
import type { Draft } from './draft.ts';
import { pageViews } from './pages.ts';
import { filed, type Person } from './person.ts';
import { shopping } from './shopping.ts';
import { customerAsks, memberAsks, said } from './talk.ts';
import { finishThread } from './thread.ts';

/** Of those who sign in. */
const officeShare = 0.15;

/** Adds all that one person did to the draft, in the order in which it was recorded. */
export function addYear(draft: Draft, person: Person): void {
  const entries = person.kind === 'written-down' ? writtenDown(draft, person) : online(draft, person);
  entries.push(...encounters(person, laterVisits(person)));
  entries.sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0));
  draft.entries.push(...entries);
  draft.people += 1;
}

/** Somebody who calls or comes by, and whom a member writes down. */
function writtenDown(draft: Draft, person: Person): Entry[] {
  const { random, world, locale, arrivedAt } = person;
  const member = random.pick(answering(world, locale, arrivedAt));
  const actor: Actor = { kind: 'member', id: member.id };
  const at = Math.min(atWork(arrivedAt, member.shift), world.end - minute);
  const entry = created(draft, person, {
    at,
    id: person.id,
    name: person.name,
    identities: person.told,
    actor,
    source: 'console',
  });
  return [entry, ...encounters(person, [at + 20 * second])];
}

function online(draft: Draft, person: Person): Entry[] {
  const { random, world, kind, arrivedAt, texts } = person;
  const topic = random.weighted(texts.topics);
  const source = `webchat:${world.inboxIds[topic.inbox]}`;
  const proven = kind === 'user';
  const entries = [
    created(draft, person, {
      at: arrivedAt,
      id: person.id,
      name: proven ? person.name : null,
      identities: proven ? person.proven : [person.visitor],
      actor: { kind: 'customer', id: person.id },
      source,
    }),
    ...pageViews(person, person.id, arrivedAt + second),
  ];
  let knownAt = proven ? arrivedAt : Number.POSITIVE_INFINITY;
  if (kind === 'recognised') {
    knownAt = Math.min(arrivedAt + Math.floor(12 * minute * random.spread()), world.end - 1);
    entries.push(identified(draft, person, knownAt, source));
  }
  const asks = (about: typeof topic, at: number): void => {
    if (at >= world.end) return;
    const thread = customerAsks(person, about, { customerId: person.id, known: knownAt < at, at });
    entries.push(...finishThread(thread, draft));
  };
  if (random.chance(0.84)) asks(topic, arrivedAt + random.whole(20 * second, 8 * minute));
  const other = random.weighted(texts.topics.filter(({ inbox }) => inbox !== topic.inbox));
  if (random.chance(0.25)) asks(other, later(person));
  if (proven && random.chance(0.2)) entries.push(...outreach(draft, person));
  if (kind !== 'visitor' && random.chance(0.12)) entries.push(...secondDevice(draft, person, knownAt));
  if (kind !== 'visitor') entries.push(...shopping(person, (count) => momentsOf(person, count)));
  if (proven && random.chance(officeShare)) entries.push(belonging(person));
  for (const at of laterLooks(person)) entries.push(...pageViews(person, person.id, at));
  return entries;
}

/** Some order for the office where they work. */
function belonging(person: Person): Entry {
  const { random, world, texts, arrivedAt } = person;
  const office = random.pick(world.offices.filter(({ locale }) => locale === person.locale));
  const payload = {
    companyId: office.id,
    companyName: office.name,
    customerId: person.id,
    role: random.pick(texts.roles),
    verified: true,
  };
  return filed(person, {
    kind: 'company.member_added',
    payload,
    actor: { kind: 'system', id: null },
    ...unspoken('shop'),
    at: arrivedAt + second,
  });
}

function outreach(draft: Draft, person: Person): Entry[] {
  const at = later(person);
  return at < person.world.end ? finishThread(memberAsks(person, at), draft) : [];
}

/** The same person on another device: first a stranger, then recognised by a signed token, and the two are one. */
function secondDevice(draft: Draft, person: Person, knownAt: number): Entry[] {
  const { random, world, texts, filedAt } = person;
  const at = Math.max(later(person), knownAt + minute);
  const mergedAt = at + Math.floor(15 * minute * random.spread()) + minute;
  if (mergedAt >= world.end) return [];
  const id = random.id(filedAt);
  const visitor: Identity = { kind: 'visitor', value: random.id(filedAt), verified: false };
  const source = `webchat:${world.inboxIds.shop}`;
  const actor: Actor = { kind: 'customer', id };
  const entries = [created(draft, person, { at, id, name: null, identities: [visitor], actor, source })];
  entries.push(...pageViews(person, id, at + second));
  if (random.chance(0.6)) {
    const topic = random.weighted(texts.topics.filter(({ inbox }) => inbox === 'shop'));
    const thread = customerAsks(person, topic, { customerId: id, known: false, at: at + 40 * second });
    entries.push(...finishThread(thread, draft));
  }
  const pair = { fromId: id, intoId: person.id, evidence: 'signed-token' as const };
  const payload = { ...pair, intoName: person.name };
  const by: Actor = { kind: 'customer', id: person.id };
  const merged = filed(person, {
    kind: 'customer.merged',
    payload,
    actor: by,
    ...unspoken(source),
    at: mergedAt,
  });
  draft.merges.push({ ...pair, entryId: merged.id, mergedAt: merged.occurredAt });
  return [...entries, merged];
}

type Creation = {
  at: number;
  id: string;
  name: string | null;
  identities: Identity[];
  actor: Actor;
  source: string;
};

function created(draft: Draft, person: Person, creation: Creation): Entry {
  const { at, id, name, identities, actor, source } = creation;
  const language = actor.kind === 'customer' ? person.locale : null;
  const createdAt = timeText(at);
  for (const identity of identities) draft.identities.push({ ...identity, customerId: id, createdAt });
  const payload = { name, identities, language };
  const entry = filed(person, { kind: 'customer.created', payload, actor, ...unspoken(source), at });
  draft.customers.push({ id, name, language, createdAt, named: namedBy({ ...entry, payload }) });
  return { ...entry, customerId: id };
}

function identified(draft: Draft, person: Person, at: number, source: string): Entry {
  const { id, name, proven } = person;
  const customer = draft.customers.findLast((one) => one.id === id);
  for (const identity of proven)
    draft.identities.push({ ...identity, customerId: id, createdAt: timeText(at) });
  const payload = { customerId: id, identities: proven, name };
  const entry = filed(person, {
    kind: 'customer.identified',
    payload,
    actor: { kind: 'customer', id },
    ...unspoken(source),
    at,
  });
  if (customer && customer.name !== name) {
    customer.name = name;
    customer.named = { verified: true, at: entry.occurredAt, by: entry.id };
  }
  return entry;
}

const unspoken = (source: string) => ({
  direction: 'internal' as const,
  source: { name: source, externalId: null },
});

/** Calls and visits to a store, as a member wrote them down afterwards. */
function encounters(person: Person, moments: readonly number[]): Entry[] {
  const { random, world, locale, texts } = person;
  return moments.flatMap((moment) => {
    const member = random.pick(answering(world, locale, moment));
    const recordedAt = atWork(moment + random.whole(minute, 9 * minute), member.shift);
    if (recordedAt >= world.end) return [];
    const actor: Actor = { kind: 'member', id: member.id };
    const base = { actor, source: { name: 'console', externalId: null }, at: moment, recordedAt };
    if (random.chance(0.4)) {
      const payload = { place: random.pick(texts.stores), summary: said(person, texts.visits) };
      return [
        filed(person, { ...base, kind: 'visit.logged', payload, direction: 'inbound', channel: 'store' }),
      ];
    }
    const callDirection = random.chance(0.8) ? ('inbound' as const) : ('outbound' as const);
    const outcome = random.chance(0.85) ? ('answered' as const) : ('voicemail' as const);
    const durationSeconds = outcome === 'answered' ? random.whole(35, 900) : null;
    const payload = { callDirection, durationSeconds, outcome, summary: said(person, texts.calls) };
    return [
      filed(person, { ...base, kind: 'call.logged', payload, direction: callDirection, channel: 'phone' }),
    ];
  });
}

/** A moment of the rest of the year at which this person may well be there. */
function later(person: Person): number {
  const { random, world, arrivedAt, zoneHours } = person;
  const around = arrivedAt + Math.floor(random.next() * (world.end - arrivedAt));
  return Math.max(arrivedAt + 30 * minute, visitingTime(random, around, zoneHours));
}

function laterLooks(person: Person): number[] {
  return momentsOf(person, person.random.weighted(looks).count);
}

function laterVisits(person: Person): number[] {
  if (person.kind === 'visitor' || !person.random.chance(0.12)) return [];
  return momentsOf(person, person.random.whole(1, 3));
}

function momentsOf(person: Person, count: number): number[] {
  const moments = Array.from({ length: count }, () => later(person));
  return moments.filter((at) => at < person.world.end);
}

const looks = [
  { count: 0, weight: 4 },
  { count: 1, weight: 3 },
  { count: 2, weight: 2 },
  { count: 5, weight: 1 },
];
