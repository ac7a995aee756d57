/**
 * Who is to be told of what, from the ledger. The cursor commits with the notifications: each act is told once, whichever
 * server reads it and whenever one is killed.
 */
import { sql } from 'kysely';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { assigneeSince, isSpam } from '../conversations/index.ts';
import type { Follower } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { membersOfTeams } from '../teams/index.ts';
import { whoWantsOpened } from './settings.ts';
import { dropSubscriptions } from './subscriptions.ts';
import { markRead, markRemindersSeen, markTaskSettled, type Telling, tell, tellHeld } from './tell.ts';

const kinds = [
  'message.received',
  'message.held',
  'note.added',
  'conversation.opened',
  'conversation.assigned',
  'conversation.reopened',
  'conversation.read',
  'task.reminded',
  'task.reminder_seen',
  'task.done',
  'task.changed',
  'availability.chosen',
  'availability.set',
  'member.signed_out',
] as const satisfies readonly EntryKind[];
type Followed = Entry<(typeof kinds)[number]>;

/** What is told later than this after it was written down is no news; nor is what happened long before that. */
const newsDaysMax = 3;
const backfilledHoursMin = 1;
/** A burst of messages is one thing to tell. */
const restMilliseconds = 300;

type Deps = { now: () => Date; hasMail: boolean };

/** Tells members what happens. */
export function notificationFollower({ now, hasMail }: Deps): Follower {
  return {
    name: 'notifications',
    kinds,
    restMilliseconds,
    narrow: async () => ({
      kinds,
      where: sql`e.recorded_at > clock_timestamp() - make_interval(days => ${newsDaysMax})
        and e.occurred_at > e.recorded_at - make_interval(hours => ${backfilledHoursMin})
        and e.source_name not like 'import:%'`,
    }),
    apply: async (tx, entries) => {
      for (const entry of entries) await follow(tx, entry as Followed, { now: now(), hasMail });
    },
  };
}

async function follow(tx: Tx, entry: Followed, deps: { now: Date; hasMail: boolean }): Promise<void> {
  switch (entry.kind) {
    case 'conversation.read':
      await markRead(
        tx,
        entry.payload.memberId,
        { conversationId: entry.conversationId ?? '' },
        new Date(entry.occurredAt),
      );
      return;
    case 'task.reminder_seen':
      return markRemindersSeen(tx, entry.payload.memberId, entry.payload.reminderIds, entry.occurredAt);
    case 'task.done':
      return markTaskSettled(tx, entry.payload.taskId, entry.occurredAt);
    case 'task.changed': {
      const { assigneeId, remindAt } = entry.payload.changes;
      if (assigneeId !== undefined || remindAt !== undefined)
        await markTaskSettled(tx, entry.payload.taskId, entry.occurredAt);
      return;
    }
    case 'availability.chosen':
    case 'availability.set':
      if (entry.payload.choice === 'online') await tellHeld(tx, entry.payload.memberId, entry.occurredAt);
      return;
    case 'member.signed_out':
      if (entry.payload.everywhere) await dropSubscriptions(tx, entry.payload.memberId);
      return;
    default:
      for (const telling of await tellingsOf(tx, entry)) await tell(tx, telling, deps);
  }
}

type Telt = Exclude<
  Followed['kind'],
  | 'conversation.read'
  | 'task.reminder_seen'
  | 'task.done'
  | 'task.changed'
  | 'availability.chosen'
  | 'availability.set'
  | 'member.signed_out'
>;

async function tellingsOf(tx: Tx, entry: Entry<Telt>): Promise<Telling[]> {
  const about = {
    actor: entry.actor,
    at: entry.occurredAt,
    conversationId: entry.conversationId ?? undefined,
  };
  const to = (memberIds: readonly string[], kind: Telling['kind']): Telling[] =>
    memberIds.map((memberId) => ({ ...about, memberId, kind }));
  // Whoever got the conversation only afterwards hears of that.
  const assignee = async (): Promise<string[]> => {
    const { conversationId, occurredAt } = entry;
    const found = conversationId === null ? undefined : await assigneeSince(tx, conversationId, occurredAt);
    return found === undefined ? [] : [found];
  };
  switch (entry.kind) {
    case 'message.received':
      // What a program wrote wakes nobody.
      if ((entry as Entry<'message.received'>).payload.mail?.automatic) return [];
      return to(await assignee(), 'message');
    case 'note.added': {
      const mentioned = await mentionedBy(tx, entry);
      const others = (await assignee()).filter((id) => !mentioned.includes(id));
      return [...to(mentioned, 'mention'), ...to(others, 'message')];
    }
    case 'message.held': {
      const { memberId, conversationId, reason } = entry.payload;
      // Whoever left reads nothing any more: the conversation is somebody else's.
      const told =
        reason === 'author-left' ? await assigneeSince(tx, conversationId, entry.occurredAt) : memberId;
      const held = { actor: entry.actor, at: entry.occurredAt, conversationId, kind: 'held' as const };
      return told === undefined ? [] : [{ ...held, memberId: told }];
    }
    case 'conversation.opened':
      if (entry.actor.kind !== 'customer' || (await assignee()).length > 0) return [];
      // Of somebody who is blocked it is spam from its first message on.
      if (entry.conversationId === null || (await isSpam(tx, entry.conversationId))) return [];
      return to(await whoWantsOpened(tx), 'opened');
    case 'conversation.assigned': {
      const { memberId } = entry.payload;
      return memberId === null ? [] : to([memberId], 'assigned');
    }
    case 'conversation.reopened':
      // By the clock; whoever opens it by hand, or writes, is told of otherwise.
      return entry.actor.kind === 'system' && entry.source.name === 'snooze'
        ? to(await assignee(), 'woken')
        : [];
    case 'task.reminded': {
      const { memberId, reminderId, taskId } = entry.payload;
      const reminder = { reminderId, taskId };
      return [{ memberId, kind: 'reminder', reminder, actor: entry.actor, at: entry.occurredAt }];
    }
  }
}

/** Members who are mentioned, and those of teams that are: each once. */
async function mentionedBy(tx: Tx, { payload }: Entry<'note.added'>): Promise<string[]> {
  const idsOf = (kind: 'member' | 'team') =>
    (payload.mentions ?? []).filter((one) => one.kind === kind).map(({ id }) => id);
  const teams = idsOf('team');
  const inTeams = teams.length > 0 ? await membersOfTeams(tx, teams) : [];
  return [...new Set([...idsOf('member'), ...inTeams])];
}
