import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idOf } from '../customers/index.ts';
import { type Fact, type Parsed, parseCall } from './parse.ts';
import { depthMax } from './tidy.ts';
import { occurredAt } from './time.ts';

const receivedAt = Date.parse('2026-11-22T12:00:00.000Z');
const parse = (raw: unknown, more = {}): Parsed => parseCall(raw, { receivedAt, ...more });
const kept = (raw: unknown, more = {}): Fact => {
  const parsed = parse(raw, more);
  if ('setAside' in parsed) throw new Error(`set aside: ${parsed.setAside}`);
  return parsed;
};
const codes = ({ warnings }: Parsed) => warnings.map(({ code }) => code);
const track = (more: object = {}) => ({ type: 'track', event: 'E', userId: 'u1', messageId: 'm1', ...more });

test.each([
  ['the clocks agree', '2026-11-22T11:59:00.000Z', '2026-11-22T12:00:00.000Z', '2026-11-22T11:59:00.000000Z'],
  [
    'the sender’s clock is a year ahead',
    '2027-11-22T11:59:00.000Z',
    '2027-11-22T12:00:00.000Z',
    '2026-11-22T11:59:00.000000Z',
  ],
  [
    'the sender’s clock is behind, in another zone',
    '2026-11-22T03:59:00-03:00',
    '2026-11-22T07:00:00.000Z',
    '2026-11-22T11:59:00.000000Z',
  ],
  ['nothing is said of sending', '2020-02-29T00:00:00Z', undefined, '2020-02-29T00:00:00.000000Z'],
  ['a number of milliseconds', Date.parse('2020-02-29T00:00:00Z'), undefined, '2020-02-29T00:00:00.000000Z'],
  ['a clock is a little ahead', '2026-11-22T12:00:30Z', undefined, '2026-11-22T12:00:00.000000Z'],
  ['no time at all', undefined, '2026-11-22T12:00:00Z', '2026-11-22T12:00:00.000000Z'],
])('when it happened: %s', (_, timestamp, sentAt, at) => {
  expect(occurredAt({ timestamp, sentAt }, receivedAt)).toEqual({ at, isImpossible: false });
});

test.each([
  '2099-01-01T00:00:00Z',
  '1970-01-01T00:00:00Z',
  '0000-00-00T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  'yesterday',
  '',
  'Nov 3 2026',
  {},
  true,
  Number.MAX_VALUE,
  -1,
  Number.NaN,
])('an impossible time is the moment of arrival, with a warning: %j', (timestamp) => {
  const fact = kept(track({ timestamp }));
  expect(fact.occurredAt).toBe('2026-11-22T12:00:00.000000Z');
  expect(codes(fact)).toEqual(['time-impossible']);
});

test('whatever the clocks say, an entry never lies in the future nor before 1990', () => {
  const clock = fc.oneof(
    fc.date().map((date) => (Number.isNaN(date.getTime()) ? 'x' : date.toISOString())),
    fc.anything(),
  );
  fc.assert(
    fc.property(clock, clock, (timestamp, sentAt) => {
      const { at } = occurredAt({ timestamp, sentAt }, receivedAt);
      expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      expect(at <= '2026-11-22T12:00:00.000000Z' && at >= '1990').toBe(true);
    }),
  );
});

test.each([
  'null',
  'undefined',
  'guest',
  '0',
  0,
  '[object Object]',
  '',
  '   ',
  ' NULL ',
  '"null"',
  'NaN',
  'None',
  'anonymous',
  {},
  [],
  true,
  1.5,
  'x'.repeat(321),
])('an id that stands for nobody: %j', (value) => {
  expect(idOf(value)).toEqual({ id: null, refused: true });
  expect(parse({ ...track(), userId: value })).toMatchObject({ setAside: 'no-id' });
  const fact = kept({ ...track(), userId: value, anonymousId: 'a1' });
  expect([fact.userId, fact.anonymousId, codes(fact)]).toEqual([null, 'a1', ['id-forbidden']]);
});

test.each([
  [7, '7'],
  [' ana ', 'ana'],
  ['O’Null', 'O’Null'],
  ['00', '00'],
])('an id: %j', (value, id) => {
  expect(idOf(value)).toEqual({ id, refused: false });
});

test('what a call of each type says', () => {
  expect(kept(track({ properties: { a: [1, { b: null }] } })).said).toEqual({
    type: 'track',
    name: 'E',
    properties: { a: [1, { b: null }] },
  });
  const page = {
    type: 'page',
    name: 'Home',
    anonymousId: 'a',
    messageId: 'm',
    properties: { title: 'T', x: 1 },
    context: { page: { url: 'https://s/', referrer: '' } },
  };
  expect(kept(page).said).toEqual({
    type: 'page',
    name: 'Home',
    url: 'https://s/',
    title: 'T',
    referrer: null,
    properties: { x: 1 },
  });
  expect(
    kept({
      type: 'identify',
      userId: 'u',
      messageId: 'm',
      traits: { a: 1 },
      context: { traits: { a: 2, b: 3 } },
    }).said,
  ).toEqual({ type: 'identify', traits: { a: 1, b: 3 } });
  expect(kept({ type: 'alias', previousId: 'a', userId: 'u', messageId: 'm' }).said).toEqual({
    type: 'alias',
    previousId: 'a',
    userId: 'u',
  });
  expect(kept({ ...track(), type: 'nonsense' }, { type: 'track' }).said).toMatchObject({ type: 'track' });
});

test.each([
  [null, 'not-an-object'],
  [[], 'not-an-object'],
  ['track', 'not-an-object'],
  [{ ...track(), type: '__proto__' }, 'unknown-type'],
  [{ ...track(), type: undefined }, 'unknown-type'],
  [{ ...track(), userId: undefined }, 'no-id'],
  [{ ...track(), event: {} }, 'no-name'],
  [{ type: 'group', userId: 'u', groupId: 'undefined' }, 'no-group'],
  [{ type: 'alias', userId: 'u' }, 'no-previous-id'],
  [{ type: 'alias', userId: 'u', previousId: 'u' }, 'alias-of-itself'],
])('set aside: %j', (raw, reason) => {
  expect(parse(raw)).toMatchObject({ setAside: reason, raw });
});

test('addresses of the network are not kept, what tells where somebody came from is', () => {
  const context = { ip: '10.0.0.1', device: { id: 'x' }, campaign: { source: 'news' }, locale: 'pt-BR' };
  expect(kept(track({ context })).context).toEqual({ campaign: { source: 'news' }, locale: 'pt-BR' });
});

test('a name is cut, a field of the wrong shape left out, a missing message id made up, each with a warning', () => {
  const fact = kept({ ...track(), event: 'e'.repeat(300), properties: 'x', messageId: undefined });
  expect(codes(fact)).toEqual(['name-cut', 'field-dropped', 'no-message-id']);
  expect(fact.said).toEqual({ type: 'track', name: 'e'.repeat(200), properties: {} });
});

test('any JSON whatever is either kept as something PostgreSQL can store, or set aside with what was sent', () => {
  const call = fc.record(
    {
      type: fc.constantFrom('track', 'page', 'screen', 'identify', 'group', 'alias', 'x'),
      event: fc.jsonValue(),
      name: fc.jsonValue(),
      userId: fc.jsonValue(),
      anonymousId: fc.jsonValue(),
      previousId: fc.jsonValue(),
      groupId: fc.jsonValue(),
      messageId: fc.jsonValue(),
      timestamp: fc.jsonValue(),
      properties: fc.jsonValue({ stringUnit: 'binary' }),
      traits: fc.jsonValue({ stringUnit: 'binary' }),
      context: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(call, fc.jsonValue()), (raw) => {
      const parsed = parse(raw);
      if ('setAside' in parsed) {
        expect(parsed.raw).toBe(raw);
        expect(parsed.detail).not.toBe('');
        return;
      }
      const { raw: _, ...told } = parsed;
      const text = JSON.stringify(told);
      expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/i);
      expect(text).not.toContain('"__proto__"');
      expect(
        parsed.userId ?? parsed.anonymousId ?? ('previousId' in parsed.said && parsed.said.previousId),
      ).toBeTruthy();
    }),
  );
});

test('nested to the limit is kept, one level more is set aside, and a hundred thousand break nothing', () => {
  // The call and its properties are the first two levels.
  const nested = (levels: number) => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
  expect(parse(track({ properties: { a: nested(depthMax - 2) } }))).not.toHaveProperty('setAside');
  expect(parse(track({ properties: { a: nested(depthMax - 1) } }))).toMatchObject({ setAside: 'too-deep' });
  expect(parse(track({ properties: { a: nested(100_000) } }))).toMatchObject({ setAside: 'too-deep' });
});
