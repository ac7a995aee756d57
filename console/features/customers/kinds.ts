/** Kinds of entries, as people sort them: what a timeline can be narrowed to. */
import { bookkeepingKinds, type EntryKind } from '../../../contract/entries.ts';

/** The choices of a timeline's filter, with the kinds that each stands for. */
export const kindGroups = {
  messages: ['message.received', 'message.sent', 'message.reacted'],
  notes: ['note.added', 'note.written', 'note.changed', 'note.pinned', 'note.deleted'],
  tasks: ['task.created', 'task.changed', 'task.done', 'task.reopened', 'task.reminded'],
  promises: ['promise.made', 'promise.changed', 'promise.kept', 'promise.broken', 'promise.withdrawn'],
  checklists: ['checklist.added', 'checklist.removed', 'checklist.item_ticked', 'checklist.item_unticked'],
  care: [
    'need.stated',
    'need.changed',
    'need.met',
    'need.reopened',
    'need.removed',
    'date.set',
    'date.changed',
    'date.removed',
  ],
  calls: ['call.logged'],
  visits: ['visit.logged'],
  pages: ['page.viewed', 'page.failed'],
  events: ['event.tracked', 'group.reported'],
  orders: ['order.placed', 'order.updated', 'order.cancelled', 'order.refunded'],
  reviews: ['review.posted'],
  conversations: [
    'conversation.opened',
    'conversation.closed',
    'conversation.reopened',
    'conversation.assigned',
    'conversation.snoozed',
    'conversation.prioritised',
    'conversation.tagged',
    'conversation.untagged',
    'conversation.spam_marked',
    'conversation.described',
    'conversation.merged',
    'conversation.unmerged',
    'conversation.split',
    'conversation.mailed',
    'conversation.mail_failed',
  ],
  segments: ['segment.entered', 'segment.left'],
  profile: [
    'customer.created',
    'customer.updated',
    'customer.identified',
    'customer.address_failed',
    'customer.merged',
    'customer.unmerged',
    'company.member_added',
    'company.member_removed',
    'customer.corrected',
    'customer.restricted',
    'customer.blocked',
    'customer.erased',
    'consent.changed',
    'profile.updated',
    'stage.changed',
  ],
} as const satisfies Record<string, readonly EntryKind[]>;

export type KindGroup = keyof typeof kindGroups;
export const kindGroupNames = Object.keys(kindGroups) as KindGroup[];

/** The kinds of some groups; none chosen: undefined, everything. */
export function kindsOf(groups: readonly KindGroup[]): readonly EntryKind[] | undefined {
  return groups.length === 0 ? undefined : groups.flatMap((group) => kindGroups[group]);
}

/** Whether a timeline narrowed to `kinds` shows an entry of this kind. */
export function isShown(kind: EntryKind, kinds: readonly EntryKind[] | undefined): boolean {
  return kinds ? kinds.includes(kind) : !bookkeepingKinds.includes(kind);
}
