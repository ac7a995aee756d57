/**
 * Conditions: what makes a customer one of a segment. A tree of groups (all of it, any of it) over tests of what is known
 * of a customer. `not` turns a part around.
 */
import { z } from 'zod';
import { consentChannel, type EntryKind, identityKind, preferredChannels, propertyType } from './entries.ts';
import { id, timeInput } from './ids.ts';
import { stage } from './stage-names.ts';

export const conditionDepthMax = 4;
export const conditionPartsMax = 50;
export const conditionTextLengthMax = 200;
export const conditionDaysMax = 3_650;
export const conditionTimesMax = 1_000;
const filtersMax = 5;
const yearMin = 1900;
const yearMax = 2200;

const not = z.boolean().optional();
const text = z.string().min(1).max(conditionTextLengthMax);
const number = z.number();
const days = z.int().min(1).max(conditionDaysMax);
const at = timeInput.refine((time) => {
  const year = Number(time.slice(0, 4));
  return year >= yearMin && year <= yearMax;
}, `Give a time between the years ${yearMin} and ${yearMax}.`);

/** What a value has to be: a text, a number, a date, yes or no, or a list that has something. */
export const valueTest = z.discriminatedUnion('op', [
  z.object({ op: z.enum(['is', 'contains', 'starts']), value: text }),
  z.object({ op: z.enum(['above', 'below']), value: number }),
  z.object({ op: z.literal('between'), from: number, to: number }),
  z.object({ op: z.enum(['before', 'after']), at }),
  /** In the last so many days of 24 hours. */
  z.object({ op: z.literal('within'), days }),
  z.object({ op: z.enum(['yes', 'no', 'set']) }),
  z.object({ op: z.literal('has'), value: text }),
]);
export type ValueTest = z.output<typeof valueTest>;

export const numberTest = z.discriminatedUnion('op', [
  z.object({ op: z.enum(['above', 'below']), value: z.int() }),
  z.object({ op: z.literal('between'), from: z.int(), to: z.int() }),
]);
export type NumberTest = z.output<typeof numberTest>;

export const dateTest = z.discriminatedUnion('op', [
  z.object({ op: z.enum(['before', 'after']), at }),
  z.object({ op: z.literal('within'), days }),
]);
export type DateTest = z.output<typeof dateTest>;

/** How often. */
export const times = z.object({
  op: z.enum(['atLeast', 'atMost', 'exactly']),
  count: z.int().min(0).max(conditionTimesMax),
});
export type Times = z.output<typeof times>;

/** When; absent: ever. From the first time on, before the second. */
export const when = z.discriminatedUnion('op', [
  z.object({ op: z.literal('within'), days }),
  z.object({ op: z.literal('between'), from: at, to: at }),
]);
export type When = z.output<typeof when>;

/** What a customer may have done, or what may have happened with one. */
export const didKinds = [
  'event.tracked',
  'page.viewed',
  'message.received',
  'message.sent',
  'conversation.opened',
  'call.logged',
  'visit.logged',
  'order.placed',
  'order.cancelled',
  'order.refunded',
  'review.posted',
] as const satisfies readonly EntryKind[];
export type DidKind = (typeof didKinds)[number];

/** By which details of an entry it can be narrowed; an event by any of its properties. */
export const filterNames: Partial<Record<DidKind, readonly string[]>> = {
  'page.viewed': ['url', 'title', 'referrer'],
  'message.received': ['text'],
  'message.sent': ['text'],
  'call.logged': ['callDirection', 'outcome', 'durationSeconds'],
  'visit.logged': ['place'],
  'review.posted': ['score', 'title', 'text'],
};

/** What sites and apps send, and of which it is known from what it came. */
export const originKinds: readonly DidKind[] = ['event.tracked', 'page.viewed'];

/** Facts that every customer may have, besides attributes. */
export const knownFields = ['name', 'createdAt'] as const;

const currency = z.string().regex(/^[A-Z]{3}$/, 'Give a currency of three letters, such as EUR.');

export const leaf = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('attribute'), not, name: text, test: valueTest }),
    z.object({ type: z.literal('known'), not, field: z.enum(knownFields), test: valueTest }),
    z.object({
      type: z.literal('did'),
      not,
      kind: z.enum(didKinds),
      /** Of an event: which. Absent: any. */
      name: text.optional(),
      /** Of an event or a page view: from what it came, and with which key by its name. Absent: from anywhere. */
      origin: z.object({ property: propertyType.optional(), key: text.optional() }).optional(),
      where: z
        .array(z.object({ name: text, test: valueTest }))
        .max(filtersMax)
        .optional(),
      /** Absent: at least once. */
      times: times.optional(),
      when: when.optional(),
    }),
    /** Orders that were not cancelled. */
    z.object({ type: z.literal('orders'), not, times: times.optional(), when: when.optional() }),
    /** What they come to less what was given back, in the currency's smallest unit. */
    z.object({ type: z.literal('spent'), not, currency, test: numberTest, when: when.optional() }),
    z.object({ type: z.literal('lastOrder'), not, test: dateTest }),
    z.object({
      type: z.literal('consent'),
      not,
      channel: consentChannel,
      topic: text,
      said: z.enum(['yes', 'no', 'nothing']),
    }),
    /** `pt` is also who speaks `pt-BR`. */
    z.object({
      type: z.literal('language'),
      not,
      language: z
        .string()
        .regex(/^[A-Za-z]{2,3}(-[A-Za-z\d]{2,8})*$/)
        .max(35),
    }),
    /** null: none was chosen. */
    z.object({ type: z.literal('channel'), not, channel: z.enum(preferredChannels).nullable() }),
    /** null: nobody looks after them. */
    z.object({ type: z.literal('owner'), not, memberId: id.nullable() }),
    z.object({ type: z.literal('identity'), not, kind: identityKind, verified: z.boolean().optional() }),
    /** null: nothing that happened has a stage. */
    z.object({ type: z.literal('stage'), not, stage: stage.nullable() }),
    z.object({ type: z.literal('segment'), not, segmentId: id }),
  ])
  .meta({ id: 'SegmentTest', description: 'A test of what is known of a customer.' });
export type Leaf = z.output<typeof leaf>;
export type Group = { type: 'all' | 'any'; not?: boolean | undefined; of: Condition[] };
export type Condition = Leaf | Group;

/** Groups stand in groups, so deep and no deeper: nothing that is sent can make a reader of it go without end. */
function levels(depth: number): z.ZodType<Condition> {
  const part =
    depth <= 1
      ? leaf
      : z.discriminatedUnion('type', [
          leaf,
          z.object({
            type: z.enum(['all', 'any']),
            not,
            of: z
              .array(levels(depth - 1))
              .min(1, 'A group needs something in it.')
              .max(conditionPartsMax),
          }) as never,
        ]);
  return part as unknown as z.ZodType<Condition>;
}

/** A condition, of limited depth and size. */
export const condition: z.ZodType<Condition> = levels(conditionDepthMax)
  .superRefine((given, context) => {
    const parts = partsOf(given);
    if (parts.length > conditionPartsMax)
      context.addIssue(`A condition has at most ${conditionPartsMax} parts; this one has ${parts.length}.`);
    for (const part of parts) {
      const wrong = wrongWith(part);
      if (wrong !== undefined) context.addIssue(wrong);
    }
  })
  .meta({ id: 'SegmentCondition', description: 'What makes a customer one of a segment.' });

/** The tests in a condition. */
export function partsOf(given: Condition): Leaf[] {
  return 'of' in given ? given.of.flatMap(partsOf) : [given];
}

/** What a schema can't say of a test. */
function wrongWith(part: Leaf): string | undefined {
  if (part.type === 'did') {
    if (part.where?.some(({ test }) => test.op === 'within'))
      return 'A detail of what happened is before or after a date; say by "when" in which days it happened.';
    if (part.name !== undefined && part.kind !== 'event.tracked') return 'Only events have a name.';
    if (part.origin && !originKinds.includes(part.kind))
      return 'Only events and page views come from a site or an app.';
    const names = filterNames[part.kind];
    const strange = part.where?.find(({ name }) => part.kind !== 'event.tracked' && !names?.includes(name));
    if (strange)
      return `${part.kind} has no detail "${strange.name}". It has: ${(names ?? ['none']).join(', ')}.`;
  }
  if (
    'when' in part &&
    part.when?.op === 'between' &&
    Date.parse(part.when.from) >= Date.parse(part.when.to)
  ) {
    return 'The first time of a span must stand before the second.';
  }
  if ('test' in part && part.test.op === 'between' && part.test.from > part.test.to) {
    return 'The first number of a span must not be above the second.';
  }
  return undefined;
}
