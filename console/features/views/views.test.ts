import { expect, test } from 'vitest';
import type { ViewFilter } from '../../../contract/view-filter.ts';
import { standardViews } from '../../../contract/views.ts';
import { chosenFrom, current } from './chosen.ts';
import { fieldsOf, filterOf } from './filter-values.ts';

test.each<ViewFilter>([
  {},
  standardViews.mine,
  {
    status: 'open',
    assignees: ['me', 'none', 'm1'],
    teams: ['mine', 't1'],
    inboxIds: ['i1'],
    tagIds: ['t1', 't2'],
    priorities: ['high', 'urgent'],
    segmentId: 's1',
    language: 'pt-BR',
    waitingMinutes: 30,
    reasonIds: ['none', 'r1'],
    closedDays: 30,
    attributes: [{ key: 'topic', value: 'a, b' }, { key: 'urgent' }],
  },
])('a filter goes into a form and comes back: %j', (filter) => {
  expect(filterOf(fieldsOf(filter))).toEqual(filter);
});

test('what no filter knows stands for anything', () => {
  const fields = {
    ...fieldsOf({}),
    status: 'gone',
    language: 'x',
    waitingMinutes: '0',
    closedDays: '367',
    priorities: 'asap',
  };
  expect(filterOf(fields)).toEqual({});
});

test('what was stored is shown again; anything else becomes the first list', () => {
  const chosen = { id: 'mine', filter: standardViews.mine, order: 'waiting' as const };
  expect(chosenFrom(JSON.stringify(chosen))).toEqual(chosen);
  const first = { id: 'all', filter: standardViews.all, order: 'newest' };
  for (const text of [null, 'open.all', '{}', '5', 'null', '{"id":"mine","order":"size"}'])
    expect(chosenFrom(text)).toEqual(first);
});

test('a saved view is shown as it is now, and no more when it was removed', () => {
  const stored = { id: 'v1', filter: { status: 'open' as const }, order: 'newest' as const };
  const saved = {
    ...stored,
    name: 'V',
    filter: { status: 'closed' as const },
    shared: true,
  };
  expect(current(stored, undefined)).toEqual(stored);
  expect(current(stored, [saved])).toEqual({ ...stored, filter: saved.filter });
  expect(current(stored, [])).toMatchObject({ id: 'all' });
  const unsaved = { ...stored, id: 'unsaved' };
  expect(current(unsaved, []), 'one that nobody has saved is not gone').toEqual(unsaved);
});
