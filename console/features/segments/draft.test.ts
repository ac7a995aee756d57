import { expect, test } from 'vitest';
import { condition, didKinds } from '../../../contract/conditions.ts';
import {
  asGroup,
  dayOf,
  groupModes,
  inMode,
  isComplete,
  leafTypes,
  modeOf,
  newCondition,
  newLeaf,
  offeredKinds,
  opOf,
  tidied,
  timeOfDay,
  valueOps,
  withOp,
} from './draft.ts';

test('what is new is not sent before it is filled in; what is, the server takes', () => {
  expect(isComplete(newCondition())).toBe(false);
  const filled = { type: 'all' as const, of: [{ ...newLeaf('did'), name: 'Signed Up' } as never] };
  expect(isComplete(filled)).toBe(true);
  expect(condition.safeParse(filled).success).toBe(true);
  expect(isComplete({ type: 'all', of: [] })).toBe(false);
  for (const type of leafTypes) {
    const leaf = newLeaf(type);
    expect(isComplete(leaf), type).toBe(condition.safeParse(leaf).success);
  }
});

test('an event of any name and details that were not named are left out', () => {
  const leaf = tidied({ type: 'did', kind: 'event.tracked', name: '', where: [] });
  expect(leaf).toEqual({ type: 'did', kind: 'event.tracked' });
  expect(isComplete(leaf)).toBe(true);
});

test('groups are read in four ways, and each comes back as it was', () => {
  for (const mode of groupModes) expect(modeOf(inMode(newCondition(), mode))).toBe(mode);
  const alone = newLeaf('orders');
  expect(asGroup(alone)).toEqual({ type: 'all', of: [alone] });
});

test('an origin that says nothing is left out, and half of one stays', () => {
  const leaf = { type: 'did', kind: 'page.viewed' } as const;
  expect(tidied({ ...leaf, origin: { key: ' ' } })).toEqual(leaf);
  expect(tidied({ ...leaf, origin: { property: 'mobile', key: '' } })).toEqual({
    ...leaf,
    origin: { property: 'mobile' },
  });
});

test('every operator makes a test of its own, and keeps what was typed where it fits', () => {
  for (const op of valueOps) expect(opOf(withOp(op, { op: 'is', value: 'x' }))).toBe(op);
  expect(withOp('not-contains', { op: 'is', value: 'x' })).toEqual({
    not: true,
    test: { op: 'contains', value: 'x' },
  });
  expect(withOp('below', { op: 'above', value: 7 })).toEqual({ test: { op: 'below', value: 7 } });
});

test('a day is the reader’s, there and back', () => {
  expect(dayOf(timeOfDay('2026-03-01'))).toBe('2026-03-01');
  expect(timeOfDay('')).toBe('');
  expect(dayOf('')).toBe('');
});

test('everything that a customer may have done is offered', () => {
  expect([...offeredKinds].sort()).toEqual([...didKinds].sort());
});
