/**
 * Histories of a few people: what pages, servers and signed tokens say (`identify`, `track`, `alias`), and what members join
 * and take apart. Whatever happens in whatever order, no entry is lost or doubled, and each finds back to its owner.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import {
  aliasBy,
  decisionOn,
  identities,
  numbered,
  type Said,
  type Stage,
  type Standing,
  type Step,
  saidBy,
  stage,
  type Telling,
  users,
} from './support/histories.ts';
import { testSeed, testShare } from './support/share.ts';

let server: TestServer;
let keys: { server: string; browser: string };
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'));
  const made = async (kind: 'write' | 'server') => {
    const body = { name: kind, kind };
    return (await request(server.url, server.owner.apiKey, endpoints.createKey, { body })).body.secret;
  };
  keys = { server: await made('server'), browser: await made('write') };
});
afterAll(() => server.close());

/** `npm run torture` plays them all. */
const runs = { numRuns: Math.ceil(200 * testShare), seed: testSeed };
const patience = 60_000 + runs.numRuns * 2_000;
const newStage = () => stage(server, keys);

async function play(
  steps: readonly Step[],
  on: Stage,
  afterDecision = async (_played: number) => {},
): Promise<void> {
  for (const [at, step] of steps.entries()) {
    if (isTelling(step)) await on.tell([step]);
    else {
      await on.decide(step);
      await afterDecision(at + 1);
    }
  }
}

const isTelling = (step: Step): step is Telling => step.do === 'say' || step.do === 'alias';

const eventsOf = (steps: readonly Step[]) => steps.flatMap((step) => (step.do === 'say' ? [step.id] : []));
const ownerOf = ({ user, visitor }: Said) => (user === null ? `visitor:${visitor}` : `user:${user}`);

test(
  'entries are conserved, and back with their owners when everything is undone',
  async () => {
    const step: fc.Arbitrary<Step> = fc.oneof(
      { weight: 4, arbitrary: saidBy('server', 'browser', 'token') },
      { weight: 1, arbitrary: aliasBy('server', 'browser') },
      { weight: 3, arbitrary: decisionOn(...identities) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (drawn) => {
        const on = newStage();
        const steps = numbered(drawn);
        await play(steps, on, async (played) => {
          const sent = eventsOf(steps.slice(0, played)).sort();
          expect((await on.standing()).flatMap(({ events }) => events).sort()).toEqual(sent);
        });
        await on.undoAll();
        // What comes after the undoing goes to its owner as well, as which page or system it may say.
        const later = identities.map((identity, n): Said => {
          const [kind, id = ''] = identity.split(':');
          const who = kind === 'user' ? { user: id, visitor: null } : { user: null, visitor: id };
          return { do: 'say', id: `later${n}`, by: 'browser', ...who, at: 5, traits: { plan: 'z' } };
        });
        await play(later, on);
        const told = [...steps, ...later].filter((one) => one.do === 'say');
        for (const { identities: mine, events } of await on.standing()) {
          const owned = told.filter((one) => mine.includes(ownerOf(one)));
          expect(events).toEqual(owned.map(({ id }) => id).sort());
          // An id that a system joined before it was heard of is a user's and a visitor's alike; two users are never one again.
          expect(mine.filter((one) => one.startsWith('user:')).length).toBeLessThanOrEqual(1);
        }
      }),
      runs,
    );
  },
  patience,
);

/** What stands, whatever the customers' own ids are, of everybody about whom something was said. */
const outcome = (standing: readonly Standing[]) =>
  standing
    .filter(({ events }) => events.length > 0)
    .map(({ events, traits }) => JSON.stringify([events, Object.entries(traits).sort()]))
    .sort();

test(
  'what pages and systems say comes to the same in any order of arrival, in batches and repeated',
  async () => {
    const telling: fc.Arbitrary<Telling> = fc.oneof(
      { weight: 4, arbitrary: saidBy('server', 'browser', 'token') },
      { weight: 1, arbitrary: aliasBy('server', 'browser') },
    );
    const histories = fc
      .array(telling, { minLength: 2, maxLength: 12 })
      .map(numbered)
      .chain((told) =>
        fc.record({
          told: fc.constant(told),
          shuffled: fc.shuffledSubarray(told, { minLength: told.length }),
          cut: fc.integer({ min: 1, max: 12 }),
          again: fc.subarray(told),
        }),
      );
    await fc.assert(
      fc.asyncProperty(histories, async ({ told, shuffled, cut, again }) => {
        const [inOrder, inAnother] = [newStage(), newStage()];
        await play(told, inOrder);
        for (const batch of [shuffled.slice(0, cut), shuffled.slice(cut), again]) await inAnother.tell(batch);
        expect(outcome(await inAnother.standing())).toEqual(outcome(await inOrder.standing()));
      }),
      runs,
    );
  },
  patience,
);

test(
  'a page joins no two known customers and overrules nothing that is proven, whatever it says and when',
  async () => {
    const byPage = fc.oneof(saidBy('browser'), aliasBy('browser'));
    const byOthers: fc.Arbitrary<Step> = fc.oneof(
      { weight: 3, arbitrary: saidBy('server') },
      { weight: 1, arbitrary: aliasBy('server') },
      { weight: 2, arbitrary: decisionOn(...known) },
      { weight: 1, arbitrary: fc.constant(introduction.at(-1) as Said) },
    );
    const histories = fc.array(fc.oneof(byPage, byOthers), { minLength: 3, maxLength: 14 }).map(numbered);
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(3), async (steps, taken) => {
        const others = steps.filter((step) => !('by' in step) || step.by === 'server');
        // A page may take the ids of what a server is about to say: whoever reads its key can send anything.
        const ids = others.flatMap((step) => ('id' in step ? [step.id] : []));
        const attacked = steps.map((step, n) =>
          'by' in step && step.by === 'browser' && n % 4 <= taken
            ? { ...step, id: ids[n % ids.length] ?? step.id }
            : step,
        );
        const [alone, beside] = [newStage(), newStage()];
        for (const on of [alone, beside]) await on.tell(introduction);
        await play(others, alone);
        await play(attacked, beside);
        const [expected, found] = [provenIn(await alone.standing()), provenIn(await beside.standing())];
        expect(found).toEqual(expected);
      }),
      runs,
    );
  },
  patience,
);

/** Whom a system knows: three users, and a visitor with a proven address. */
const known = [...users.map((id) => `user:${id}`), 'visitor:a3'];
const introduction = [...users, 'a3'].map((id, n): Said => {
  const who = id === 'a3' ? { user: null, visitor: id } : { user: id, visitor: null };
  const traits: Record<string, string> = {
    plan: `first ${id}`,
    ...(id === 'a3' ? { email: 'a3@example.com' } : {}),
  };
  return { do: 'say', id: `known${n}`, by: 'server', ...who, at: 0, traits };
});

/** Of each known customer who it is, and what is proven of it. */
const provenIn = (standing: readonly Standing[]) =>
  standing.flatMap((one) => {
    const mine = one.identities.filter((identity) => known.includes(identity));
    return mine.length === 0 ? [] : [{ mine, plan: one.traits.plan }];
  });
