/** What everybody in the workspace shares: its members, inboxes, tags and kinds of attributes. Kept current by the frame. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Member } from '../../contract/accounts.ts';
import type { AttributeDefinition } from '../../contract/attributes.ts';
import type { Tag } from '../../contract/conversation-entries.ts';
import { endpoints } from '../../contract/endpoints.ts';
import type { Entry } from '../../contract/entries.ts';
import type { Inbox } from '../../contract/inboxes.ts';
import { call } from './api.ts';

/** Everybody who works here. */
export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: async ({ signal }): Promise<Member[]> => (await call(endpoints.listMembers, {}, { signal })).data,
  staleTime: 300_000,
});

/** All inboxes. */
export const inboxesQuery = queryOptions({
  queryKey: ['inboxes'],
  queryFn: async ({ signal }): Promise<Inbox[]> => (await call(endpoints.listInboxes, {}, { signal })).data,
  staleTime: 300_000,
});

/** The attributes of customers that the workspace defined, in their order. */
export const definitionsQuery = queryOptions({
  queryKey: ['attributes'],
  queryFn: async ({ signal }): Promise<AttributeDefinition[]> =>
    (await call(endpoints.listAttributes, { query: {} }, { signal })).data,
  staleTime: 300_000,
});

/** The same of conversations. */
export const conversationAttributesQuery = queryOptions({
  queryKey: ['attributes', 'conversation'],
  queryFn: async ({ signal }): Promise<AttributeDefinition[]> =>
    (await call(endpoints.listAttributes, { query: { subject: 'conversation' } }, { signal })).data,
  staleTime: 300_000,
});

/** The tags for conversations, by name, archived ones too. */
export const tagsQuery = queryOptions({
  queryKey: ['tags'],
  queryFn: async ({ signal }): Promise<Tag[]> => (await call(endpoints.listTags, {}, { signal })).data,
  staleTime: 300_000,
});

/** Whether one works alone here: what is for teams alone would be in the way. Undecided, as at first: no. */
export function useIsSolo(): boolean {
  return useQuery(membersQuery).data?.length === 1;
}

/** A member's name by id; `undefined` while unknown or when the member has left. */
export function useMemberName(): (id: string | null) => string | undefined {
  const { data } = useQuery(membersQuery);
  return (id) => data?.find((member) => member.id === id)?.name;
}

/** The cached lists that an entry makes old, by the first part of their keys. */
export function staleAfter({ kind }: Pick<Entry, 'kind'>): readonly string[] {
  const [subject] = kind.split('.');
  switch (subject) {
    case 'member':
      return ['members', 'invitations', 'me', 'availability', 'audit'];
    case 'workspace':
      return ['workspace', 'me', 'audit'];
    case 'inbox':
      return ['inboxes', 'audit'];
    case 'import':
      return ['imports', 'audit'];
    case 'webhook':
      return ['webhooks', 'audit'];
    case 'segment':
      return ['segments', 'audit'];
    case 'stages':
      return ['stage-rule', 'customer-stage', 'timeline', 'audit'];
    case 'team':
      return ['teams', 'audit'];
    case 'hours':
      return ['hours', 'audit'];
    case 'availability':
      return ['availability', 'audit'];
    case 'presence':
      return ['availability'];
    case 'key':
      return ['keys', 'audit'];
    case 'conversations':
      return ['audit'];
    case 'tag':
      return ['tags', 'audit'];
    case 'reason':
    case 'closing':
      return ['closing', 'audit'];
    case 'block':
      return ['audit'];
    case 'greeting':
      return ['greetings', 'audit'];
    case 'macro':
      return ['macros', 'audit'];
    case 'view':
      return ['views', 'audit'];
    case 'attribute':
      return ['attributes', 'audit'];
    case 'task':
      return ['tasks', 'reminders'];
    case 'promise':
      return ['promises', 'promise-reminders'];
    case 'silence':
      return ['waiting', 'silence-rules', 'silence-alarms', 'audit'];
    case 'date':
      return ['dates', 'upcoming-dates'];
    case 'need':
      return ['needs'];
    case 'privacy':
      return ['privacy', 'audit'];
    case 'visitor':
    case 'ledger':
      return ['audit'];
    default:
      return staleAfterSome(kind);
  }
}

/** The same where not every entry about a subject changes what is kept of it. */
function staleAfterSome(kind: Entry['kind']): readonly string[] {
  switch (kind) {
    case 'customer.blocked':
      return ['block'];
    case 'message.delivered':
      return ['mail-deliveries'];
    case 'message.scheduled':
    case 'message.rescheduled':
    case 'message.redrafted':
    case 'message.held':
    case 'message.unscheduled':
    // What waits in a conversation goes along.
    case 'conversation.merged':
    case 'conversation.unmerged':
      return ['scheduled', 'checklists'];
    // The signs of their checklists stand in lists again.
    case 'conversation.reopened':
    case 'conversation.snoozed':
      return ['checklists'];
    // They name their customer.
    case 'customer.updated':
    case 'customer.merged':
    case 'customer.unmerged':
      return ['tasks', 'promises'];
    case 'checklist_template.created':
    case 'checklist_template.changed':
      return ['checklist-templates', 'audit'];
    default:
      if (kind.startsWith('checklist.')) return ['checklists'];
      // Notes that are added are messages of conversations.
      return kind.startsWith('note.') && kind !== 'note.added' ? ['notes'] : [];
  }
}
