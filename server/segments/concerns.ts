/** After which entries somebody may enter or leave a segment: all others are passed over. */
import { type RawBuilder, sql } from 'kysely';
import { type Condition, type Leaf, partsOf, type Times } from '../../contract/conditions.ts';
import { type Entry, type EntryKind, machineKinds } from '../../contract/entries.ts';
import type { StageLine } from '../../contract/stages.ts';
import { kindsWithStage } from '../customers/index.ts';
import type { Wanted } from '../ledger/index.ts';

/** Kinds that may concern a condition, and the events by name; undefined: of whatever name. */
export type Concern = { kinds: ReadonlySet<EntryKind>; events: ReadonlySet<string> | undefined };

/** Whoever is joined, taken apart, gone, restricted or no longer what was said is looked at in every segment. */
export const regrouping: readonly EntryKind[] = [
  'customer.merged',
  'customer.unmerged',
  'customer.withdrawn',
  'customer.erased',
  'customer.restricted',
  'entries.withdrawn',
];
const orderKinds: readonly EntryKind[] = [
  'order.placed',
  'order.updated',
  'order.cancelled',
  'order.refunded',
];

/** What concerns a condition. */
export function concernOf(condition: Condition, stages: readonly StageLine[]): Concern {
  const parts = partsOf(condition);
  const kinds = new Set([...regrouping, ...parts.flatMap((part) => kindsOf(part, stages))]);
  // Nobody has to be looked at for having come, unless it is enough that nothing is known of them.
  if (fitsNobody(condition)) kinds.add('customer.created');
  const named = parts.filter((part) => kindsOf(part, stages).includes('event.tracked'));
  const isAny = named.some((part) => part.type !== 'did' || part.name === undefined);
  const names = named.flatMap((part) => (part.type === 'did' && part.name !== undefined ? [part.name] : []));
  return { kinds, events: isAny ? undefined : new Set(names) };
}

/** Kinds of entries that a test looks at. */
export function kindsOf(part: Leaf, stages: readonly StageLine[]): readonly EntryKind[] {
  switch (part.type) {
    case 'attribute':
      return ['customer.described'];
    case 'known':
      return ['customer.created', 'customer.updated', 'customer.identified', 'customer.described'];
    case 'did':
      return [part.kind];
    case 'orders':
    case 'spent':
    case 'lastOrder':
      return orderKinds;
    case 'consent':
      return ['consent.changed'];
    case 'language':
      return ['customer.created', 'customer.described', 'profile.updated'];
    case 'channel':
    case 'owner':
      return ['profile.updated'];
    case 'identity':
      return ['customer.created', 'customer.identified', 'customer.corrected'];
    case 'stage':
      return kindsWithStage(stages);
    case 'segment':
      return [];
  }
}

/** Whether an entry may make somebody enter or leave. */
export function isConcern({ kinds, events }: Concern, entry: Entry): boolean {
  if (!kinds.has(entry.kind)) return false;
  return entry.kind !== 'event.tracked' || events === undefined || events.has(entry.payload.name);
}

/** What a follower has to read for several conditions. */
export function wantedFor(concerns: readonly Concern[], besides: readonly EntryKind[]): Wanted {
  const kinds = new Set([...besides, ...concerns.flatMap((concern) => [...concern.kinds])]);
  const telling = concerns.filter((concern) => concern.kinds.has('event.tracked'));
  const names = telling.flatMap(({ events }) => (events ? [...events] : []));
  const isAny = telling.some(({ events }) => events === undefined);
  const where: RawBuilder<unknown> | undefined =
    isAny || names.length === 0
      ? undefined
      : sql`(e.kind <> 'event.tracked' or e.payload ->> 'name' = any(${[...new Set(names)]}::text[]))`;
  return { kinds: [...kinds], ...(where ? { where } : {}) };
}

/** The customers that an entry speaks of; some may be part of others by now. */
export function customersIn(entry: Entry): string[] {
  const { customerId, fromId, intoId, rootId, customerIds } = entry.payload as Record<string, unknown>;
  const many: unknown[] = Array.isArray(customerIds) ? customerIds : [];
  return [entry.customerId, customerId, fromId, intoId, rootId, ...many].filter(
    (id) => typeof id === 'string',
  );
}

/** Whether a condition looks at entries that are dropped after some months. */
export function looksAtMachines(condition: Condition, stages: readonly StageLine[]): boolean {
  return partsOf(condition).some((part) => kindsOf(part, stages).some((kind) => machineKinds.includes(kind)));
}

/** Whether a condition fits somebody of whom nothing is known at all. */
function fitsNobody(part: Condition): boolean {
  const fits = 'of' in part ? groupFitsNobody(part) : leafFitsNobody(part);
  return part.not ? !fits : fits;
}

function groupFitsNobody({ type, of }: Extract<Condition, { of: unknown }>): boolean {
  return type === 'all' ? of.every(fitsNobody) : of.some(fitsNobody);
}

function leafFitsNobody(leaf: Leaf): boolean {
  switch (leaf.type) {
    case 'did':
    case 'orders':
      return isNever(leaf.times);
    case 'spent':
      if (leaf.test.op === 'between') return leaf.test.from <= 0 && leaf.test.to >= 0;
      return leaf.test.op === 'above' ? leaf.test.value < 0 : leaf.test.value > 0;
    case 'consent':
      return leaf.said === 'nothing';
    case 'channel':
      return leaf.channel === null;
    case 'owner':
      return leaf.memberId === null;
    case 'stage':
      return leaf.stage === null;
    default:
      return false;
  }
}

function isNever(times: Times = { op: 'atLeast', count: 1 }): boolean {
  return times.op === 'atMost' || times.count === 0;
}
