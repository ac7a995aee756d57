import { expect, test } from 'vitest';
import type { ToLoader } from '../bridge.ts';
import { createGreeted } from './greeted.ts';

function world() {
  const told: ToLoader[] = [];
  const greeted = createGreeted(
    null,
    (message) => told.push(message),
    () => undefined,
  );
  return { greeted, told };
}

test('it goes along with the first message alone', () => {
  const { greeted } = world();
  expect(greeted.take()).toEqual({});
  greeted.greet({ id: 'g', text: 'Hi' });
  expect(greeted.take()).toEqual({ greeting: 'g' });
  expect(greeted.take()).toEqual({});
  expect(greeted.get(), 'it is shown until it stands in the thread').toEqual({ id: 'g', text: 'Hi' });
});

test('once it is answered nothing is kept of it, and that is said once', () => {
  const { greeted, told } = world();
  greeted.end();
  greeted.greet({ id: 'g', text: 'Hi' });
  greeted.end();
  greeted.end();
  expect(greeted.get()).toBeNull();
  expect(told).toEqual([{ type: 'greeted' }]);
});
