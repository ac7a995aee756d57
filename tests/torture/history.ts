/** Histories: what members and visitors do, at the same time, in an order that chance decides. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { priorities } from '../../contract/conversation-entries.ts';
import type { Endpoint, RequestOf } from '../../contract/endpoint.ts';
import { endpoints } from '../../contract/endpoints.ts';
import { type Answer, request, type TestServer } from '../../server/app/testing.ts';
import { inWorkspace } from '../../server/platform/db/index.ts';
import { fetchMessages, fetchScreen, openWidget, type Widget } from '../support/clients.ts';
import { identityTokenFor } from '../support/identity-token.ts';
import { addVisitor, fromSomewhere, type Person } from '../support/people.ts';

export const memberVerbs = [
  'reply',
  'note',
  'close',
  'reopen',
  'assign',
  'snooze',
  'prioritise',
  'tag',
  'untag',
  'markSpam',
  'markRead',
  'rename',
  'createCustomer',
  'startConversation',
  'logCall',
  'logVisit',
  'merge',
  'unmerge',
  'edit',
  'delete',
  'react',
  'block',
  'unblock',
] as const;
export const visitorVerbs = ['start', 'message', 'repeat', 'identify', 'viewPage', 'answer', 'end'] as const;
/** `answer`: with an emoji. */
const emoji = ['👍', '🎉', null] as const;

export type Step =
  | {
      by: 'member';
      verb: (typeof memberVerbs)[number];
      who: number;
      pick: number;
      text: string;
      once: boolean;
    }
  | { by: 'visitor'; verb: (typeof visitorVerbs)[number]; who: number; pick: number; text: string };

/** Rounds of steps; the steps of a round run at the same time. */
export type History = { rounds: Step[][]; fetchInRound: number; chance: number };

const visitorsMax = 3;
const usersMax = 2;

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((part) => `.${part}`);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    by: fc.constant('member' as const),
    verb: fc.constantFrom(...memberVerbs),
    who: fc.nat(1),
    pick: fc.nat(1_000),
    text,
    once: fc.boolean(),
  }),
  fc.record({
    by: fc.constant('visitor' as const),
    verb: fc.constantFrom(...visitorVerbs),
    who: fc.nat(visitorsMax - 1),
    pick: fc.nat(1_000),
    text,
  }),
);

/** Any history. */
export const history: fc.Arbitrary<History> = fc.record({
  rounds: fc.array(fc.array(step, { minLength: 2, maxLength: 6 }), { minLength: 3, maxLength: 6 }),
  fetchInRound: fc.nat(3),
  chance: fc.nat(),
});

export type World = {
  server: TestServer;
  inbox: { workspaceId: string; inboxId: string; identitySecret: string };
  members: readonly [Person, Person];
  widgets: (Widget | undefined)[];
  sent: { id: string; text: string }[][];
  customers: string[];
  signingIn: Map<number, Promise<void>>;
  /** How often each verb was done, and not refused. */
  done: Map<string, number>;
};

/** Does the steps of a round, all at once. */
export async function play(world: World, steps: readonly Step[]): Promise<void> {
  const conversations = await conversationsIn(world);
  await letAMinutePass(world);
  await Promise.all(
    steps.map(async (each) => {
      const done =
        each.by === 'member' ? await playMember(world, conversations, each) : await playVisitor(world, each);
      if (done) world.done.set(each.verb, (world.done.get(each.verb) ?? 0) + 1);
    }),
  );
}

/** Once a minute the use of a key is written down, in the same transaction as what it is used for. */
async function letAMinutePass({ server, inbox }: World): Promise<void> {
  await inWorkspace(server.db, inbox.workspaceId, (tx) =>
    sql`update api_keys set last_used_at = null`.execute(tx),
  );
}

async function conversationsIn(world: World): Promise<string[]> {
  const { screen } = await fetchScreen(world.server.url, world.members[0].apiKey);
  for (const { customer } of screen.conversations.values()) {
    if (!world.customers.includes(customer.id)) world.customers.push(customer.id);
  }
  return [...screen.conversations.keys()];
}

type MemberStep = Extract<Step, { by: 'member' }>;

/** Calls an endpoint; what it refuses with anything but a plain "not now" is a failure of the test. */
async function call<E extends Endpoint>(
  world: World,
  token: string | undefined,
  endpoint: E,
  input: RequestOf<E> & { headers?: Record<string, string> },
): Promise<Answer<E>> {
  const answer = await request(world.server.url, token, endpoint, input);
  if (answer.status >= 300) {
    throw new Error(
      `${endpoint.name}: ${answer.status} ${JSON.stringify(answer.body)} for ${JSON.stringify(input)}`,
    );
  }
  return answer;
}

async function playMember(
  world: World,
  conversations: readonly string[],
  step: MemberStep,
): Promise<boolean> {
  const me = world.members[step.who] ?? world.members[0];
  const headers: Record<string, string> = step.once ? { 'idempotency-key': randomUUID() } : {};
  const id = conversations.length > 0 ? conversations[step.pick % conversations.length] : undefined;
  const customerId =
    world.customers.length > 0 ? world.customers[step.pick % world.customers.length] : undefined;
  const within = <E extends Endpoint>(endpoint: E, body?: unknown) =>
    id === undefined
      ? undefined
      : call(world, me.apiKey, endpoint, { params: { id }, headers, ...(body ? { body } : {}) } as never);
  const about = <E extends Endpoint>(endpoint: E, body: unknown) =>
    customerId === undefined
      ? undefined
      : call(world, me.apiKey, endpoint, { params: { id: customerId }, headers, body } as never);
  switch (step.verb) {
    case 'reply':
    case 'note':
      return (
        (await within(endpoints.postMessage, { text: step.text, note: step.verb === 'note' })) !== undefined
      );
    case 'close':
      return (await within(endpoints.closeConversation)) !== undefined;
    case 'reopen':
      return (await within(endpoints.reopenConversation)) !== undefined;
    case 'assign': {
      const memberId = [me.memberId, world.members[1 - step.who]?.memberId, null][step.pick % 3];
      return (await within(endpoints.assignConversation, { memberId })) !== undefined;
    }
    case 'prioritise':
      return (
        (await within(endpoints.prioritiseConversation, { priority: priorities[step.pick % 4] })) !==
        undefined
      );
    case 'snooze':
    case 'tag':
    case 'untag':
    case 'markSpam':
      return id !== undefined && (await triage(world, me, id, step, headers));
    case 'markRead':
      return (await within(endpoints.markConversationRead, { inboundCount: step.pick % 5 })) !== undefined;
    case 'rename':
      return (await about(endpoints.updateCustomer, { name: step.text })) !== undefined;
    case 'logCall':
      return (
        (await about(endpoints.logCall, { callDirection: 'inbound', outcome: 'answered', summary: '' })) !==
        undefined
      );
    case 'logVisit':
      return (await about(endpoints.logVisit, { summary: step.text })) !== undefined;
    case 'createCustomer': {
      const made = await call(world, me.apiKey, endpoints.createCustomer, {
        body: { name: step.text },
        headers,
      });
      world.customers.push(made.body.id);
      return true;
    }
    case 'merge':
    case 'unmerge':
      return customerId !== undefined && (await regroup(world, me, customerId, step));
    case 'edit':
    case 'delete':
    case 'react':
      return id !== undefined && (await change(world, me, id, step, headers));
    case 'block':
    case 'unblock': {
      if (customerId === undefined) return false;
      const endpoint = step.verb === 'block' ? endpoints.blockCustomer : endpoints.unblockCustomer;
      const blocking = await request(world.server.url, me.apiKey, endpoint, {
        params: { id: customerId },
        headers,
      });
      if (blocking.status >= 500) throw new Error(`${step.verb}: ${JSON.stringify(blocking.body)}`);
      return blocking.status < 300;
    }
    case 'startConversation': {
      if (customerId === undefined) return false;
      const { inboxId } = world.inbox;
      const body = { customerId, inboxId, text: step.text };
      await call(world, me.apiKey, endpoints.startConversation, { body, headers });
      return true;
    }
  }
}

/** Puts a conversation off, marks it as spam, puts a tag on it or takes it off. */
async function triage(
  world: World,
  me: Person,
  id: string,
  step: MemberStep,
  headers: Record<string, string>,
): Promise<boolean> {
  if (step.verb === 'markSpam') {
    await call(world, me.apiKey, endpoints.markConversationSpam, { params: { id }, headers });
    return true;
  }
  if (step.verb === 'snooze') {
    const input = { params: { id }, body: { until: null }, headers };
    const { status } = await request(world.server.url, me.apiKey, endpoints.snoozeConversation, input);
    // Spam is not put off.
    if (![200, 409].includes(status)) throw new Error(`snoozing: ${status}`);
    return status === 200;
  }
  const tags = (await call(world, me.apiKey, endpoints.listTags, {})).body.data;
  const name = `tag ${step.pick % 2}`;
  const known = tags.find((tag) => tag.name === name);
  const made =
    known ?? (await request(world.server.url, me.apiKey, endpoints.createTag, { body: { name } })).body;
  // Somebody else was making it at the same moment.
  if (!made.id) return false;
  const params = { id, tagId: made.id };
  const endpoint = step.verb === 'tag' ? endpoints.tagConversation : endpoints.untagConversation;
  await call(world, me.apiKey, endpoint, { params, headers });
  return true;
}

/** Edits or deletes a message of one's own, or reacts to one of the customer. Somebody else may have deleted it meanwhile. */
async function change(
  world: World,
  me: Person,
  conversationId: string,
  step: MemberStep,
  headers: Record<string, string>,
): Promise<boolean> {
  const { url } = world.server;
  const all = await fetchMessages(url, me.apiKey, conversationId);
  const wanted = step.verb === 'react' ? 'customer' : 'member';
  const fitting = all.filter(
    ({ author }) => author.kind === wanted && (wanted === 'customer' || author.id === me.memberId),
  );
  const message = fitting[step.pick % Math.max(fitting.length, 1)];
  if (!message) return false;
  const params = { id: message.id };
  const body = { messageId: message.id, emoji: emoji[step.pick % emoji.length] ?? null };
  const answer =
    step.verb === 'edit'
      ? await request(url, me.apiKey, endpoints.editMessage, { params, body: { text: step.text }, headers })
      : step.verb === 'delete'
        ? await request(url, me.apiKey, endpoints.deleteMessage, { params, headers })
        : await request(url, me.apiKey, endpoints.reactToMessage, {
            params: { id: conversationId },
            body,
            headers,
          });
  if (![200, 204, 404, 409].includes(answer.status))
    throw new Error(`${step.verb}: ${JSON.stringify(answer.body)}`);
  return answer.status < 300;
}

/** Makes two customers one, or one of them itself again. Others do the same meanwhile: then there is nothing to do. */
async function regroup(world: World, me: Person, customerId: string, step: MemberStep): Promise<boolean> {
  const { url } = world.server;
  const params = { id: customerId };
  if (step.verb === 'merge') {
    const other = world.customers[Math.floor(step.pick / 7) % world.customers.length] ?? customerId;
    const merging = await request(url, me.apiKey, endpoints.mergeCustomers, {
      params,
      body: { customerId: other },
    });
    if (![201, 409].includes(merging.status)) throw new Error(`merging: ${JSON.stringify(merging.body)}`);
    return merging.status === 201;
  }
  // Whoever is the next, from the chosen one on, whom somebody was joined to.
  const start = world.customers.indexOf(customerId);
  for (const intoId of [...world.customers.slice(start), ...world.customers.slice(0, start)]) {
    const { body } = await call(world, me.apiKey, endpoints.listMerges, { params: { id: intoId } });
    const merge = body.data[step.pick % Math.max(body.data.length, 1)];
    if (!merge) continue;
    const undoing = await request(url, me.apiKey, endpoints.unmergeCustomer, {
      params: { id: intoId },
      body: { customerId: merge.customerId },
    });
    if (![200, 404].includes(undoing.status)) throw new Error(`undoing: ${JSON.stringify(undoing.body)}`);
    return undoing.status === 200;
  }
  return false;
}

async function playVisitor(world: World, step: Extract<Step, { by: 'visitor' }>): Promise<boolean> {
  const { url } = world.server;
  const widget = world.widgets[step.who];
  const sent = world.sent[step.who] ?? [];
  const headers = fromSomewhere();
  if (step.verb === 'start') {
    if (widget) return false;
    const token = await addVisitor(url, world.inbox.inboxId);
    world.widgets[step.who] ??= await openWidget(url, token);
    return true;
  }
  if (!widget) return false;
  switch (step.verb) {
    case 'message': {
      const message = { id: randomUUID(), text: step.text };
      await call(world, widget.token, endpoints.postVisitorMessage, { body: message, headers });
      sent.push(message);
      world.sent[step.who] = sent;
      return true;
    }
    case 'repeat': {
      const again = sent[step.pick % Math.max(sent.length, 1)];
      if (!again) return false;
      await call(world, widget.token, endpoints.postVisitorMessage, { body: again, headers });
      return true;
    }
    case 'answer': {
      const said = widget.thread().filter(({ from }) => from === 'team');
      const message = said[step.pick % Math.max(said.length, 1)];
      if (!message) return false;
      const body = { messageId: message.id, emoji: emoji[step.pick % emoji.length] ?? null };
      const { status } = await request(url, widget.token, endpoints.reactAsVisitor, { body, headers });
      // Deleted meanwhile.
      if (![204, 404, 409].includes(status)) throw new Error(`answering: ${status}`);
      return status === 204;
    }
    case 'end': {
      const { status } = await request(url, widget.token, endpoints.endVisitorConversation, { headers });
      if (status >= 500) throw new Error(`ending: ${status}`);
      return status < 300;
    }
    case 'viewPage': {
      const body = { id: randomUUID(), url: 'https://shop.example/', title: step.text, referrer: null };
      await call(world, widget.token, endpoints.recordPageView, { body, headers });
      return true;
    }
    case 'identify': {
      const user = `user-${step.pick % usersMax}`;
      // One sign-in at a time, as in the widget.
      const before = world.signingIn.get(step.who);
      let done = (): void => undefined;
      world.signingIn.set(
        step.who,
        new Promise((resolve) => {
          done = resolve;
        }),
      );
      await before;
      try {
        const identityToken = await identityTokenFor(world.inbox, user, { name: `${user} ${step.text}` });
        const known = await call(world, widget.token, endpoints.identifyVisitor, {
          body: { identityToken },
          headers,
        });
        if (known.body.token !== widget.token) world.sent[step.who] = [];
        await widget.restart(known.body.token);
        return true;
      } finally {
        done();
      }
    }
  }
}
