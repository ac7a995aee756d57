/** A condition while it is being written: texts may be empty, numbers may not be there yet. */
import type { Condition, DidKind, Group, Leaf, ValueTest } from '../../../contract/conditions.ts';

export type LeafType = Leaf['type'];

/** What can be asked of a customer, in the order in which it is offered. */
export const leafTypes = [
  'did',
  'attribute',
  'orders',
  'spent',
  'lastOrder',
  'known',
  'consent',
  'stage',
  'language',
  'channel',
  'owner',
  'identity',
  'segment',
] as const satisfies readonly LeafType[];

const noText = '';
const emptyTest: ValueTest = { op: 'is', value: noText };

/** A new test, with nothing filled in that only people can know. */
export function newLeaf(type: LeafType): Leaf {
  switch (type) {
    case 'attribute':
      return { type, name: noText, test: emptyTest };
    case 'known':
      return { type, field: 'name', test: { op: 'contains', value: noText } };
    case 'did':
      return { type, kind: 'event.tracked', name: noText, when: { op: 'within', days: 30 } };
    case 'orders':
      return { type, times: { op: 'atLeast', count: 1 } };
    case 'spent':
      return { type, currency: noText, test: { op: 'above', value: Number.NaN } };
    case 'lastOrder':
      return { type, test: { op: 'within', days: 30 } };
    case 'consent':
      return { type, channel: 'email', topic: 'marketing', said: 'yes' };
    case 'language':
      return { type, language: 'en' };
    case 'channel':
      return { type, channel: 'email' };
    case 'owner':
      return { type, memberId: null };
    case 'identity':
      return { type, kind: 'email' };
    case 'stage':
      return { type, stage: 'consider' };
    case 'segment':
      return { type, segmentId: noText };
  }
}

/** A condition to begin with. */
export function newCondition(): Group {
  return { type: 'all', of: [newLeaf('did')] };
}

/** A group to edit: one test alone stands in one. */
export function asGroup(condition: Condition): Group {
  return 'of' in condition ? condition : { type: 'all', of: [condition] };
}

/** How a group is read: all of it, any of it, and their opposites. */
export const groupModes = ['all', 'any', 'none', 'notAll'] as const;
export type GroupMode = (typeof groupModes)[number];

export function modeOf({ type, not }: Group): GroupMode {
  if (not) return type === 'any' ? 'none' : 'notAll';
  return type;
}

export function inMode({ of }: Group, mode: GroupMode): Group {
  if (mode === 'none' || mode === 'notAll') return { type: mode === 'none' ? 'any' : 'all', not: true, of };
  return { type: mode, of };
}

/** How a value is tested, with what turns it around in the same choice. */
export const valueOps = [
  'is',
  'not-is',
  'contains',
  'not-contains',
  'starts',
  'above',
  'below',
  'between',
  'before',
  'after',
  'within',
  'not-within',
  'yes',
  'no',
  'has',
  'not-has',
  'set',
  'not-set',
] as const;
export type ValueOp = (typeof valueOps)[number];

export function opOf({ test, not }: { test: ValueTest; not?: boolean | undefined }): ValueOp | undefined {
  const op = not ? `not-${test.op}` : test.op;
  return valueOps.find((one) => one === op);
}

/** The test that an operator begins with; what was typed stays where it still fits. */
export function withOp(choice: ValueOp, before: ValueTest): { test: ValueTest; not?: true } {
  const turned = choice.startsWith('not-') ? { not: true as const } : {};
  return { test: testOf(choice.replace('not-', '') as ValueTest['op'], before), ...turned };
}

function testOf(op: ValueTest['op'], before: ValueTest): ValueTest {
  const text = 'value' in before && typeof before.value === 'string' ? before.value : noText;
  const number = 'value' in before && typeof before.value === 'number' ? before.value : Number.NaN;
  switch (op) {
    case 'is':
    case 'contains':
    case 'starts':
    case 'has':
      return { op, value: text };
    case 'above':
    case 'below':
      return { op, value: number };
    case 'between':
      return { op, from: Number.NaN, to: Number.NaN };
    case 'before':
    case 'after':
      return { op, at: 'at' in before ? before.at : noText };
    case 'within':
      return { op, days: 30 };
    case 'yes':
    case 'no':
    case 'set':
      return { op };
  }
}

/** Whether everything is filled in, so that a condition can be sent. */
export function isComplete(condition: Condition): boolean {
  if ('of' in condition) return condition.of.length > 0 && condition.of.every(isComplete);
  return isFilled(condition);
}

/** No text is empty and no number missing, however deep; what may be left out is left out and not empty. */
function isFilled(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== noText;
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value !== 'object') return true;
  return Object.values(value).every(isFilled);
}

/** Without what was left empty and need not be there. */
export function tidied(condition: Condition): Condition {
  if ('of' in condition) return { ...condition, of: condition.of.map(tidied) };
  if (condition.type !== 'did') return condition;
  const { name, where, origin, ...rest } = condition;
  const asked = {
    ...(origin?.property ? { property: origin.property } : {}),
    ...(origin?.key?.trim() ? { key: origin.key } : {}),
  };
  return {
    ...rest,
    ...(name ? { name } : {}),
    ...(Object.keys(asked).length > 0 ? { origin: asked } : {}),
    ...(where && where.length > 0 ? { where } : {}),
  };
}

/** Kinds that happen once or many times, as they are offered. */
export const offeredKinds = [
  'event.tracked',
  'page.viewed',
  'message.received',
  'message.sent',
  'conversation.opened',
  'order.placed',
  'order.cancelled',
  'order.refunded',
  'review.posted',
  'call.logged',
  'visit.logged',
] as const satisfies readonly DidKind[];

/** The day of a time for a date field, in the reader's zone; and back: the day's first moment. */
export function dayOf(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return noText;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function timeOfDay(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const at = new Date(year, month - 1, date);
  return day === noText || Number.isNaN(at.getTime()) ? noText : at.toISOString();
}
