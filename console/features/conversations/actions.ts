/** Closing, reopening, assigning: shown at once, sent one after the other, taken back when refused. */
import type { Action } from '../../../contract/actions.ts';
import { type ChangedAttributes, withAttributes } from '../../../contract/conversation-attributes.ts';
import type { Priority } from '../../../contract/conversation-entries.ts';
import type { Conversation } from '../../../contract/conversations.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import type { Choice } from '../../lib/closing.ts';
import { randomId } from '../../lib/random-id.ts';
import type { Change } from './changes.ts';
import type { Core } from './core.ts';
import { answered } from './fetched.ts';
import { type State, shownById } from './state.ts';

/** Each throws what the server refused, after taking it back on screen. */
export type Assignment = { memberId?: string | null; teamId?: string | null };
export type Assigned = Pick<Conversation, 'assigneeId' | 'teamId'>;

export type Actions = {
  close(id: string, choice?: Choice): Promise<void>;
  reopen(id: string): Promise<void>;
  /** To a member, a team or both; `shown`: what is on screen before the server has answered. */
  assign(id: string, wanted: Assignment, shown: Assigned): Promise<void>;
  /** Without a time: until the customer writes. */
  snooze(id: string, until: string | null): Promise<void>;
  markSpam(id: string): Promise<void>;
  prioritise(id: string, priority: Priority): Promise<void>;
  tag(id: string, tagId: string): Promise<void>;
  untag(id: string, tagId: string): Promise<void>;
  /** Sets attributes; null takes one away. */
  describe(id: string, attributes: ChangedAttributes): Promise<void>;
  /** What a macro without words does. */
  perform(id: string, actions: readonly Action[]): Promise<void>;
};

const open = { status: 'open', snoozedUntil: null, reasonId: null } as const;

/** The acting part of a store. */
export function createActions({ state, update }: Core): Actions {
  const lastOf = new Map<string, Promise<unknown>>();

  async function act(change: Omit<Change, 'id'>, send: () => Promise<Conversation>): Promise<void> {
    const id = randomId();
    const { conversationId } = change;
    update((before) => ({ ...before, changes: [...before.changes, { ...change, id }] }));
    const sent = (lastOf.get(conversationId) ?? Promise.resolve()).catch(() => {}).then(send);
    lastOf.set(conversationId, sent);
    const done = (before: State) => ({
      ...before,
      changes: before.changes.filter((other) => other.id !== id),
    });
    try {
      const answer = await sent;
      update((before) => answered(done(before), answer));
    } catch (error) {
      update(done);
      throw error;
    } finally {
      if (lastOf.get(conversationId) === sent) lastOf.delete(conversationId);
    }
  }

  const params = (id: string) => ({ params: { id } });
  return {
    close: (id: string, choice: Choice = {}) =>
      act({ conversationId: id, patch: { ...open, status: 'closed', ...choice } }, () =>
        call(endpoints.closeConversation, { ...params(id), body: choice }),
      ),
    reopen: (id: string) =>
      act({ conversationId: id, patch: { ...open, spam: false } }, () =>
        call(endpoints.reopenConversation, params(id)),
      ),
    async assign(id, wanted, shown) {
      const before = shownById(state(), id);
      if (before?.assigneeId === shown.assigneeId && before.teamId === shown.teamId) return;
      await act({ conversationId: id, patch: shown }, () =>
        call(endpoints.assignConversation, { params: { id }, body: wanted }),
      );
    },
    snooze: (id, until) =>
      act({ conversationId: id, patch: { ...open, status: 'snoozed', snoozedUntil: until } }, () =>
        call(endpoints.snoozeConversation, { params: { id }, body: { until } }),
      ),
    markSpam: (id) =>
      act({ conversationId: id, patch: { ...open, status: 'closed', spam: true } }, () =>
        call(endpoints.markConversationSpam, params(id)),
      ),
    perform: (id, actions) =>
      act({ conversationId: id, patch: {} }, () =>
        call(endpoints.performActions, { params: { id }, body: { actions: [...actions] } }),
      ),
    describe: (id, attributes) => {
      const before = shownById(state(), id)?.attributes ?? {};
      const patch = { attributes: withAttributes(before, attributes) };
      return act({ conversationId: id, patch }, () =>
        call(endpoints.describeConversation, { params: { id }, body: { attributes } }),
      );
    },
    async prioritise(id, priority) {
      if (shownById(state(), id)?.priority === priority) return;
      await act({ conversationId: id, patch: { priority } }, () =>
        call(endpoints.prioritiseConversation, { params: { id }, body: { priority } }),
      );
    },
    ...tagging({ state, act }),
  };
}

type Act = (change: Omit<Change, 'id'>, send: () => Promise<Conversation>) => Promise<void>;

/** Putting tags on and taking them off. */
function tagging({ state, act }: { state: Core['state']; act: Act }): Pick<Actions, 'tag' | 'untag'> {
  return {
    async tag(id, tagId) {
      const tagIds = shownById(state(), id)?.tagIds ?? [];
      if (tagIds.includes(tagId)) return;
      await act({ conversationId: id, patch: { tagIds: [...tagIds, tagId] } }, () =>
        call(endpoints.tagConversation, { params: { id, tagId } }),
      );
    },
    async untag(id, tagId) {
      const tagIds = shownById(state(), id)?.tagIds ?? [];
      if (!tagIds.includes(tagId)) return;
      await act({ conversationId: id, patch: { tagIds: tagIds.filter((one) => one !== tagId) } }, () =>
        call(endpoints.untagConversation, { params: { id, tagId } }),
      );
    },
  };
}
