import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Unsent } from '../bridge.ts';
import { createOutbox, type Outcome, unsentMax } from './outbox.ts';
import { type TestTimer, testStore, testTimer } from './testing.ts';

/** What becomes of one request: it gets lost, its answer gets lost, it arrives twice, or after it was given up. */
type Fate = 'fine' | 'lost' | 'unanswered' | 'twice' | 'late';
const fates = fc.constantFrom<Fate>('fine', 'lost', 'unanswered', 'twice', 'late');
type Step = 'write' | 'wait' | 'hurry' | 'reload' | 'turn the clock back';
const steps = fc.constantFrom<Step>('write', 'wait', 'hurry', 'reload', 'turn the clock back');

const lateMilliseconds = 5_000;

/** The server: records a message once by its id, in order of arrival. */
function modelServer(fate: () => Fate, timer: TestTimer) {
  const recorded: string[] = [];
  const record = ({ id }: Unsent) => {
    if (!recorded.includes(id)) recorded.push(id);
  };
  return {
    recorded,
    async send(message: Unsent): Promise<Outcome> {
      const what = fate();
      if (what === 'late') timer.later(lateMilliseconds, () => record(message));
      else if (what !== 'lost') record(message);
      if (what === 'twice') record(message);
      return what === 'fine' || what === 'twice' ? { kind: 'sent' } : { kind: 'later', waitMilliseconds: 0 };
    },
  };
}

describe('an outbox', () => {
  test('delivers every message once and in order, whatever the network and reloads do', async () => {
    const property = fc.asyncProperty(
      fc.array(steps, { maxLength: 40 }),
      fc.array(fates, { maxLength: 60 }),
      async (script, luck) => {
        const timer = testTimer();
        const store = testStore();
        const server = modelServer(() => luck.pop() ?? 'fine', timer);
        const written: string[] = [];
        const load = () =>
          createOutbox(store.unsent(), {
            send: server.send,
            keep: (unsent) => store.tell({ type: 'keep', unsent }),
            drop: (id) => store.tell({ type: 'drop', id }),
            onChange() {},
            timer,
          });
        let outbox = load();
        outbox.begin();
        for (const step of script) {
          if (step === 'write' && outbox.add('text')) written.push(outbox.items().at(-1)?.id ?? '');
          if (step === 'wait') await timer.step();
          if (step === 'hurry') outbox.hurry();
          if (step === 'turn the clock back') timer.turnBack(3_600_000);
          if (step === 'reload') {
            outbox.stop();
            outbox = load();
            outbox.begin();
          }
        }
        while (await timer.step());
        expect(server.recorded).toEqual(written);
        expect(store.unsent()).toEqual([]);
        expect(outbox.items()).toEqual([]);
      },
    );
    await fc.assert(property, { numRuns: 200 });
  });

  test('two tabs with the same kept messages record each once', async () => {
    const timer = testTimer();
    const store = testStore();
    const luck: Fate[] = ['fine', 'unanswered', 'lost', 'lost', 'lost'];
    const server = modelServer(() => luck.pop() ?? 'fine', timer);
    const deps = {
      send: server.send,
      keep: (unsent: Unsent) => store.tell({ type: 'keep', unsent }),
      drop: (id: string) => store.tell({ type: 'drop', id }),
      onChange() {},
      timer,
    };
    const first = createOutbox([], deps);
    for (const text of ['one', 'two', 'three']) first.add(text);
    const ids = first.items().map(({ id }) => id);
    createOutbox(store.unsent(), deps).begin();
    while (await timer.step());
    expect(server.recorded).toEqual(ids);
    expect(store.unsent()).toEqual([]);
  });

  test('sets a refused message aside with its reason, and sends it last when asked again', async () => {
    const timer = testTimer();
    const store = testStore();
    const answers: Outcome[] = [{ kind: 'refused', why: 'too long' }];
    const texts: string[] = [];
    const outbox = createOutbox([], {
      async send({ text }) {
        texts.push(text);
        return answers.pop() ?? { kind: 'sent' };
      },
      keep: (unsent) => store.tell({ type: 'keep', unsent }),
      drop: (id) => store.tell({ type: 'drop', id }),
      onChange() {},
      timer,
    });
    outbox.add('one');
    outbox.add('two');
    while (await timer.step());
    expect(texts).toEqual(['one', 'two']);
    expect(store.unsent()).toMatchObject([{ text: 'one', refused: 'too long' }]);
    outbox.retry(outbox.items()[0]?.id ?? '');
    while (await timer.step());
    expect(texts).toEqual(['one', 'two', 'one']);
    expect(store.unsent()).toEqual([]);
  });

  test('waits as long as the server asks, and no longer than a hurry', async () => {
    const timer = testTimer();
    let count = 0;
    const outbox = createOutbox([], {
      async send() {
        count += 1;
        return { kind: 'later', waitMilliseconds: 60_000 };
      },
      keep() {},
      drop() {},
      onChange() {},
      timer,
    });
    outbox.add('one');
    await timer.pass(59_000);
    expect(count).toBe(1);
    expect(outbox.isWaiting()).toBe(true);
    await timer.pass(2_000);
    expect(count).toBe(2);
    outbox.hurry();
    await timer.pass(0);
    expect(count).toBe(3);
  });

  test('takes no more than it can keep', () => {
    const deps = { keep() {}, drop() {}, onChange() {}, timer: testTimer() };
    const outbox = createOutbox([], { ...deps, send: () => new Promise(() => {}) });
    const taken = Array.from({ length: unsentMax + 1 }, () => outbox.add('text'));
    expect(taken.filter(Boolean)).toHaveLength(unsentMax);
    expect(taken.at(-1)).toBe(false);
  });
});
