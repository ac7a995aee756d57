/** Random conditions for tests, made of few names and values, so that random histories meet them. */
import fc from 'fast-check';
import type { Condition, Leaf, ValueTest } from '../../../contract/conditions.ts';
import { stageNames } from '../../../contract/stage-names.ts';

/** All histories begin here; the clock of conditions goes on from it. */
export const epoch = Date.parse('2026-03-01T00:00:00Z');
export const members = [
  '0192f0c1-2b3c-7d4e-8f5a-6b7c8d9e0f1a',
  '0192f0c1-2b3c-7d4e-8f5a-6b7c8d9e0f1b',
] as const;

// What histories are made of: few names and values, so that conditions meet them.
export const names = ['plan', 'since'] as const;
const values = [
  'Gold',
  'golden',
  '7',
  7,
  -0.5,
  41,
  true,
  false,
  null,
  ['Gold', 3],
  ['x'],
  '%',
  'é',
  '2026-03-02',
  '2026-02-30',
  '2026-03-03T10:00:00+02:00',
  '',
] as const;
export const events = ['Signed Up', 'Product Viewed', 'signed up'] as const;
export const value = fc.constantFrom(...values);
const hours = fc.integer({ min: 0, max: 24 * 30 });
const days = fc.integer({ min: 1, max: 12 });
const at = hours.map((hour) => new Date(epoch + hour * 3_600_000).toISOString());

const valueTest: fc.Arbitrary<ValueTest> = fc.oneof(
  fc.record({
    op: fc.constantFrom('is', 'contains', 'starts'),
    value: fc.constantFrom('gold', 'G', '7', '%', '_', 'É', 'true'),
  }),
  fc.record({ op: fc.constantFrom('above', 'below'), value: fc.constantFrom(-1, 0, 7, 41) }),
  fc.record({ op: fc.constant('between'), from: fc.constantFrom(-1, 0), to: fc.constantFrom(7, 41) }),
  fc.record({ op: fc.constantFrom('before', 'after'), at }),
  fc.record({ op: fc.constant('within'), days }),
  fc.record({ op: fc.constantFrom('yes', 'no', 'set') }),
  fc.record({ op: fc.constant('has'), value: fc.constantFrom('gold', '3') }),
) as fc.Arbitrary<ValueTest>;
const detailTest = valueTest.filter(({ op }) => op !== 'within');
const times = fc.option(
  fc.record({ op: fc.constantFrom('atLeast', 'atMost', 'exactly'), count: fc.integer({ min: 0, max: 3 }) }),
  { nil: undefined },
);
const when = fc.option(
  fc.oneof(
    fc.record({ op: fc.constant('within'), days }),
    fc.tuple(hours, fc.integer({ min: 1, max: 200 })).map(([from, span]) => ({
      op: 'between',
      from: new Date(epoch + from * 3_600_000).toISOString(),
      to: new Date(epoch + (from + span) * 3_600_000).toISOString(),
    })),
  ),
  { nil: undefined },
);
/** From what an event or a page view came; undefined: it was not noted then, or is not asked for. */
export const origins = fc.option(
  fc.record({ property: fc.constantFrom('website', 'mobile'), key: fc.constantFrom('Shop', 'App', null) }),
  { nil: undefined },
);
const origin = fc.option(
  fc.record(
    { property: fc.constantFrom('website', 'mobile'), key: fc.constantFrom('Shop', 'App') },
    { requiredKeys: [] },
  ),
  { nil: undefined },
);
const not = fc.option(fc.boolean(), { nil: undefined });
const amountTest = fc.oneof(
  fc.record({ op: fc.constantFrom('above', 'below'), value: fc.constantFrom(0, 500, 1_500) }),
  fc.record({ op: fc.constant('between'), from: fc.constantFrom(0, 500), to: fc.constantFrom(500, 2_500) }),
);
const dateTest = fc.oneof(
  fc.record({ op: fc.constantFrom('before', 'after'), at }),
  fc.record({ op: fc.constant('within'), days }),
);

const leaf = (segments: readonly string[]): fc.Arbitrary<Leaf> =>
  fc.oneof(
    ...[1, 2, 3].map(() =>
      fc.record({ type: fc.constant('attribute'), not, name: fc.constantFrom(...names), test: valueTest }),
    ),
    fc.record({
      type: fc.constant('known'),
      not,
      field: fc.constantFrom('name', 'createdAt'),
      test: valueTest,
    }),
    fc.record({
      ...{ type: fc.constant('did'), not, kind: fc.constant('event.tracked'), times, when },
      name: fc.option(fc.constantFrom(...events), { nil: undefined }),
      origin,
      where: fc.option(
        fc.array(fc.record({ name: fc.constantFrom('plan', 'x'), test: detailTest }), { maxLength: 2 }),
        { nil: undefined },
      ),
    }),
    fc.record({
      ...{ type: fc.constant('did'), not, times, when, kind: fc.constant('page.viewed'), origin },
    }),
    fc.record({
      ...{ type: fc.constant('did'), not, times, when },
      kind: fc.constantFrom('message.received', 'order.placed', 'order.cancelled'),
    }),
    fc.record({ type: fc.constant('orders'), not, times, when }),
    fc.record({
      type: fc.constant('spent'),
      not,
      currency: fc.constantFrom('EUR', 'BRL'),
      test: amountTest,
      when,
    }),
    fc.record({ type: fc.constant('lastOrder'), not, test: dateTest }),
    fc.record({
      ...{ type: fc.constant('consent'), not, channel: fc.constantFrom('email', 'sms') },
      ...{ topic: fc.constantFrom('marketing', 'news'), said: fc.constantFrom('yes', 'no', 'nothing') },
    }),
    fc.record({ type: fc.constant('language'), not, language: fc.constantFrom('pt', 'pt-BR', 'en') }),
    fc.record({ type: fc.constant('channel'), not, channel: fc.constantFrom('email', 'chat', null) }),
    fc.record({ type: fc.constant('owner'), not, memberId: fc.constantFrom(...members, null) }),
    fc.record({ type: fc.constant('identity'), not, kind: fc.constantFrom('email', 'user'), verified: not }),
    fc.record({ type: fc.constant('stage'), not, stage: fc.constantFrom(...stageNames, null) }),
    ...(segments.length > 0
      ? [fc.record({ type: fc.constant('segment'), not, segmentId: fc.constantFrom(...segments) })]
      : []),
  ) as fc.Arbitrary<Leaf>;

const group = (of: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> =>
  fc.record({ type: fc.constantFrom('all', 'any'), not, of: fc.array(of, { minLength: 1, maxLength: 3 }) });
export const condition = (segments: readonly string[] = []): fc.Arbitrary<Condition> => {
  const one = leaf(segments) as fc.Arbitrary<Condition>;
  return fc
    .oneof({ weight: 3, arbitrary: one }, group(fc.oneof({ weight: 2, arbitrary: one }, group(one))))
    .map((each) => JSON.parse(JSON.stringify(each)) as Condition);
};
