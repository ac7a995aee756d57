/** Histories of a few people, as sites, systems and members tell them, played against a server and looked at through it. */
import fc from 'fast-check';
import type { Endpoint, RequestOf } from '../../contract/endpoint.ts';
import { endpoints } from '../../contract/endpoints.ts';
import { request, type TestServer } from '../../server/app/testing.ts';
import { send } from './collecting.ts';
import { identityTokenFor } from './identity-token.ts';

export const users = ['u1', 'u2', 'u3'] as const;
export const visitors = ['a1', 'a2', 'a3'] as const;
/** Of the kind `user:u1`. */
export const identities = [...users.map((id) => `user:${id}`), ...visitors.map((id) => `visitor:${id}`)];

/** `token`: from a page, with the site's signed word on who the user is. */
export type Teller = 'server' | 'browser' | 'token';
export type Said = {
  do: 'say';
  id: string;
  by: Teller;
  user: string | null;
  visitor: string | null;
  at: number;
  traits: Record<string, string | null>;
};
export type Alias = { do: 'alias'; id: string; by: Teller; previous: string; user: string; at: number };
/** `unmerge`: of the customer of `one`, what came with `other`. */
export type Decision = { do: 'merge' | 'unmerge'; one: string; other: string };
export type Step = Said | Alias | Decision;
export type Telling = Said | Alias;

const at = fc.integer({ min: 0, max: 5 });
export const saidBy = (...tellers: Teller[]): fc.Arbitrary<Said> =>
  fc
    .record({
      do: fc.constant('say' as const),
      by: fc.constantFrom(...tellers),
      user: fc.option(fc.constantFrom(...users), { nil: null }),
      visitor: fc.option(fc.constantFrom(...visitors), { nil: null }),
      at,
      traits: fc.dictionary(fc.constantFrom('plan', 'city'), fc.constantFrom('a', 'b', 'c', null), {
        minKeys: 1,
      }),
    })
    // A token is about a user.
    .map((one) => ({ ...one, user: one.by === 'token' ? (one.user ?? 'u1') : one.user }))
    .map((one) => ({ ...one, id: '', visitor: one.user === null ? (one.visitor ?? 'a1') : one.visitor }));
export const aliasBy = (...tellers: Teller[]): fc.Arbitrary<Alias> =>
  fc
    .record({
      do: fc.constant('alias' as const),
      id: fc.constant(''),
      by: fc.constantFrom(...tellers),
      previous: fc.constantFrom(...users, ...visitors),
      user: fc.constantFrom(...users),
      at,
    })
    .filter(({ previous, user }) => previous !== user);
export const decisionOn = (...among: string[]): fc.Arbitrary<Decision> =>
  fc.record({
    do: fc.constantFrom('merge' as const, 'merge' as const, 'unmerge' as const),
    one: fc.constantFrom(...among),
    other: fc.constantFrom(...among),
  });

/** Gives each telling an id of its own. */
export const numbered = <S extends Step>(steps: readonly S[]): S[] =>
  steps.map((step, n) => ('id' in step && step.id === '' ? { ...step, id: `m${n}` } : step));

/** One customer as it stands at the end: without the prefix, in an order. */
export type Standing = {
  identities: string[];
  events: string[];
  traits: Record<string, unknown>;
};

export type Stage = {
  tell: (tellings: readonly Telling[]) => Promise<void>;
  decide: (decision: Decision) => Promise<void>;
  /** Everybody who is there, each customer once. */
  standing: () => Promise<Standing[]>;
  /** Takes every merge of everybody back. */
  undoAll: () => Promise<void>;
};

const timeOf = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

let stages = 0;

/** A place for one history: its people are nobody else's. */
export function stage(server: TestServer, keys: { server: string; browser: string }): Stage {
  stages += 1;
  const prefix = `h${stages}-`;
  const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>) =>
    request(server.url, server.owner.apiKey, endpoint, input as never);

  async function tell(tellings: readonly Telling[]): Promise<void> {
    for (const by of ['server', 'browser'] as const) {
      const batch = tellings.filter((one) => (one.by === 'server') === (by === 'server'));
      if (batch.length === 0) continue;
      const calls = (await Promise.all(batch.map(callsOf))).flat();
      const answer = await send(server.url, 'batch', keys[by], { batch: calls });
      if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
    }
  }

  async function callsOf(one: Telling): Promise<Record<string, unknown>[]> {
    const common = { timestamp: timeOf(one.at), messageId: `${prefix}${one.id}` };
    if (one.do === 'alias') {
      const ids = { previousId: prefix + one.previous, userId: prefix + one.user };
      return [{ ...common, ...ids, type: 'alias' }];
    }
    const who = {
      ...(one.user === null ? {} : { userId: prefix + one.user }),
      ...(one.visitor === null ? {} : { anonymousId: prefix + one.visitor }),
      ...(one.by === 'token' && one.user !== null
        ? { context: { identityToken: await identityTokenFor(server.owner, prefix + one.user) } }
        : {}),
    };
    const traits = Object.fromEntries(
      Object.entries(one.traits).map(([name, value]) => [
        name,
        name === 'email' ? `${prefix}${value}` : value,
      ]),
    );
    return [
      { ...common, ...who, type: 'identify', traits },
      { ...common, ...who, messageId: `${common.messageId}-event`, type: 'track', event: one.id },
    ];
  }

  async function customerOf(identity: string): Promise<string | undefined> {
    const [kind, id] = identity.split(':');
    const query = { identity: `${kind}:${prefix}${id}` };
    return (await ask(endpoints.listCustomers, { query } as never)).body.data[0]?.id;
  }

  const isOf = ({ kind, value }: { kind: string; value: string }, identity: string) =>
    identity === `${kind}:${value.replace(prefix, '')}`;

  async function decide({ do: verb, one, other }: Decision): Promise<void> {
    const [into, from] = [await customerOf(one), await customerOf(other)];
    if (into === undefined || from === undefined) return;
    if (verb === 'merge') {
      const body = { customerId: from };
      const { status } = await ask(endpoints.mergeCustomers, { params: { id: into }, body } as never);
      if (status !== (into === from ? 409 : 201)) throw new Error(`A merge was answered with ${status}.`);
    } else {
      const { body } = await ask(endpoints.listMerges, { params: { id: into } } as never);
      const merge = body.data.find((one) => one.identities.some((has) => isOf(has, other)));
      if (merge) await undo(into, merge.customerId);
    }
  }

  async function undo(id: string, customerId: string): Promise<void> {
    const { status } = await ask(endpoints.unmergeCustomer, {
      params: { id },
      body: { customerId },
    } as never);
    if (status !== 200) throw new Error(`An undo was answered with ${status}.`);
  }

  async function living(): Promise<string[]> {
    const found = await Promise.all(identities.map(customerOf));
    return [...new Set(found.filter((id) => id !== undefined))];
  }

  async function standing(): Promise<Standing[]> {
    const all = await Promise.all((await living()).map(standingOf));
    return all.sort((one, other) => (one.identities.join() < other.identities.join() ? -1 : 1));
  }

  async function standingOf(id: string): Promise<Standing> {
    const [customer, timeline] = await Promise.all([
      ask(endpoints.readCustomer, { params: { id } } as never),
      ask(endpoints.readTimeline, { params: { id }, query: { kinds: 'event.tracked', limit: 100 } } as never),
    ]);
    const mine = customer.body.identities.map(({ kind, value, verified }) => ({
      name: `${kind}:${value.replace(prefix, '')}`,
      verified,
    }));
    return {
      identities: mine.map(({ name }) => name).sort(),
      events: timeline.body.data.map(({ payload }) => (payload as { name: string }).name).sort(),
      traits: customer.body.attributes,
    };
  }

  async function undoAll(): Promise<void> {
    for (const id of await living()) {
      const { body } = await ask(endpoints.listMerges, { params: { id } } as never);
      for (const { customerId, intoId } of body.data) await undo(intoId, customerId);
    }
  }

  return { tell, decide, standing, undoAll };
}
