/**
 * Segments in their plainest form, for tests: what happened is kept in memory, and each condition is decided by looking at
 * all of it. Also the entries by which the database hears of the same.
 */
import type {
  Condition,
  DateTest,
  Leaf,
  NumberTest,
  Times,
  ValueTest,
  When,
} from '../../../contract/conditions.ts';
import type { ConsentChannel, Entry, EntryKind, IdentityKind, Origin } from '../../../contract/entries.ts';
import { type StageLine, stageOf } from '../../../contract/stages.ts';

/** What is remembered of a record: before merges each customer is one. Times are milliseconds. */
export type Person = {
  id: string;
  name: string | null;
  createdAt: number;
  language: string | null;
  identities: { kind: IdentityKind; verified: boolean }[];
  traits: { name: string; value: unknown; verified: boolean; at: number; by: string }[];
  consents: { channel: ConsentChannel; topic: string; granted: boolean; at: number; by: string }[];
  profile: { fields: Record<string, string | null>; at: number } | undefined;
  entries: { kind: EntryKind; payload: Record<string, unknown>; at: number; place: number }[];
};
export type Bought = { customerId: string; currency: string; net: number; at: number; cancelled: boolean };
export type World = {
  people: Map<string, Person>;
  /** Into whom somebody was merged. */
  merges: Map<string, string>;
  orders: Map<string, Bought>;
  stages: readonly StageLine[];
  /** The conditions of the segments that live. */
  segments: Map<string, Condition>;
};

/** The survivor. */
export function rootIn(world: World, id: string): string {
  const into = world.merges.get(id);
  return into === undefined ? id : rootIn(world, into);
}

/** Everybody who was not merged into another. */
export function rootsIn(world: World): string[] {
  return [...world.people.keys()].filter((id) => !world.merges.has(id));
}

const day = 86_400_000;

/** Whether a condition fits a surviving customer at a time. */
export function fitsPlainly(world: World, id: string, part: Condition, now: number): boolean {
  const own = [...world.people.values()].filter((one) => rootIn(world, one.id) === id);
  const decide = (condition: Condition): boolean => {
    const fits =
      'of' in condition
        ? condition.type === 'all'
          ? condition.of.every(decide)
          : condition.of.some(decide)
        : leafFits(world, id, own, condition, now);
    return condition.not ? !fits : fits;
  };
  return decide(part);
}

function leafFits(world: World, id: string, own: Person[], leaf: Leaf, now: number): boolean {
  const root = own.find((one) => one.id === id);
  switch (leaf.type) {
    case 'attribute':
      return valueFits(attribute(own, leaf.name), leaf.test, now);
    case 'known': {
      const createdAt = root && new Date(root.createdAt).toISOString();
      return valueFits(leaf.field === 'name' ? (root?.name ?? undefined) : createdAt, leaf.test, now);
    }
    case 'did':
      return timesFit(
        own.flatMap(({ entries }) => entries).filter((one) => did(one, leaf, now)).length,
        leaf.times,
      );
    case 'orders':
      return timesFit(bought(world, id).filter(({ at }) => spanFits(at, leaf.when, now)).length, leaf.times);
    case 'spent': {
      const counted = bought(world, id).filter(
        ({ at, currency }) => currency === leaf.currency && spanFits(at, leaf.when, now),
      );
      return numberFits(
        counted.reduce((sum, { net }) => sum + net, 0),
        leaf.test,
      );
    }
    case 'lastOrder': {
      const times = bought(world, id).map(({ at }) => at);
      return times.length > 0 && dateFits(Math.max(...times), leaf.test, now);
    }
    case 'consent': {
      const said = own
        .flatMap(({ consents }) => consents)
        .filter(({ channel, topic }) => channel === leaf.channel && topic === leaf.topic)
        .sort((one, other) => other.at - one.at || (one.by < other.by ? 1 : -1))[0]?.granted;
      return leaf.said === 'nothing' ? said === undefined : said === (leaf.said === 'yes');
    }
    case 'language': {
      const trait = attribute(own, 'language');
      const spoken =
        profile(own, id, 'language') ?? (trait === undefined ? undefined : String(trait)) ?? root?.language;
      const [has, wanted] = [spoken?.toLowerCase(), leaf.language.toLowerCase()];
      return has === wanted || has?.startsWith(`${wanted}-`) === true;
    }
    case 'channel':
      return (profile(own, id, 'channel') ?? null) === leaf.channel;
    case 'owner':
      return (profile(own, id, 'ownerId') ?? null) === leaf.memberId;
    case 'identity':
      return own.some(({ identities }) =>
        identities.some(
          ({ kind, verified }) =>
            kind === leaf.kind && (leaf.verified === undefined || verified === leaf.verified),
        ),
      );
    case 'stage': {
      const staged = own
        .flatMap(({ entries }) => entries)
        .map((entry) => ({ ...entry, stage: stageOf(world.stages, entry as unknown as Entry) }))
        .filter(({ stage }) => stage !== null)
        .sort((one, other) => other.at - one.at || other.place - one.place);
      return (staged[0]?.stage ?? null) === leaf.stage;
    }
    case 'segment': {
      const condition = world.segments.get(leaf.segmentId);
      return condition !== undefined && fitsPlainly(world, id, condition, now);
    }
  }
}

const bought = (world: World, id: string): Bought[] =>
  [...world.orders.values()].filter(
    ({ customerId, cancelled }) => !cancelled && rootIn(world, customerId) === id,
  );

function attribute(own: Person[], name: string): unknown {
  const said = own.flatMap(({ traits }) => traits).filter((one) => one.name === name);
  const [best] = said.sort(
    (one, other) =>
      Number(other.verified) - Number(one.verified) || other.at - one.at || (one.by < other.by ? 1 : -1),
  );
  return best?.value ?? undefined;
}

function profile(own: Person[], id: string, field: string): string | undefined {
  const [best] = own
    .flatMap((one) => (one.profile && field in one.profile.fields ? [{ id: one.id, ...one.profile }] : []))
    .sort((one, other) => Number(other.id === id) - Number(one.id === id) || other.at - one.at);
  return best?.fields[field] ?? undefined;
}

function did(entry: Person['entries'][number], leaf: Extract<Leaf, { type: 'did' }>, now: number): boolean {
  if (entry.kind !== leaf.kind || !spanFits(entry.at, leaf.when, now)) return false;
  if (leaf.name !== undefined && entry.payload.name !== leaf.name) return false;
  const origin = entry.payload.origin as Origin | undefined;
  if (leaf.origin?.property !== undefined && origin?.property !== leaf.origin.property) return false;
  if (leaf.origin?.key !== undefined && origin?.key !== leaf.origin.key) return false;
  const details = (leaf.kind === 'event.tracked' ? entry.payload.properties : entry.payload) as object;
  return (leaf.where ?? []).every(({ name, test }) =>
    valueFits(
      Object.hasOwn(details, name) ? (details as Record<string, unknown>)[name] : undefined,
      test,
      now,
    ),
  );
}

function spanFits(at: number, when: When | undefined, now: number): boolean {
  if (when === undefined) return true;
  if (when.op === 'within') return at > now - when.days * day;
  return at >= Date.parse(when.from) && at < Date.parse(when.to);
}

function timesFit(count: number, { op, count: wanted }: Times = { op: 'atLeast', count: 1 }): boolean {
  if (op === 'exactly') return count === wanted;
  return op === 'atLeast' ? count >= wanted : count <= wanted;
}

function numberFits(
  amount: number,
  test: NumberTest | Extract<ValueTest, { op: 'above' | 'below' | 'between' }>,
): boolean {
  if (test.op === 'between') return amount >= test.from && amount <= test.to;
  return test.op === 'above' ? amount > test.value : amount < test.value;
}

function dateFits(at: number, test: DateTest, now: number): boolean {
  if (test.op === 'within') return at > now - test.days * day && at <= now;
  return test.op === 'before' ? at < Date.parse(test.at) : at >= Date.parse(test.at);
}

const textOf = (value: unknown) =>
  ['string', 'number', 'boolean'].includes(typeof value) ? String(value).toLowerCase() : undefined;

function valueFits(value: unknown, test: ValueTest, now: number): boolean {
  if (value === undefined || value === null) return false;
  const text = textOf(value);
  switch (test.op) {
    case 'is':
      return text === test.value.toLowerCase();
    case 'contains':
      return text?.includes(test.value.toLowerCase()) === true;
    case 'starts':
      return text?.startsWith(test.value.toLowerCase()) === true;
    case 'above':
    case 'below':
    case 'between': {
      const isNumber = typeof value === 'number' || /^[+-]?\d{1,18}(\.\d{1,18})?$/.test(String(value));
      return (
        isNumber && typeof value !== 'boolean' && !Array.isArray(value) && numberFits(Number(value), test)
      );
    }
    case 'before':
    case 'after':
    case 'within': {
      const at = typeof value === 'string' ? timeOf(value) : undefined;
      return at !== undefined && dateFits(at, test, now);
    }
    case 'yes':
      return text === 'true';
    case 'no':
      return text === 'false';
    case 'has':
      return Array.isArray(value) && value.some((one) => textOf(one) === test.value.toLowerCase());
    case 'set':
      return true;
  }
}

/** A date, or a date and a time in UTC where nothing else is said; undefined for days that no month has. */
function timeOf(text: string): number | undefined {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/.test(date)) return undefined;
  const at = Date.parse(date);
  const [year = 0, month = 1, dayOfMonth = 1] = text.slice(0, 10).split('-').map(Number);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return Number.isNaN(at) || dayOfMonth > last ? undefined : at;
}
