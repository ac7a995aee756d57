/** The read models that `rebuild` makes anew from the ledger. */
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { applyToAvailability, availabilityKinds } from '../availability/index.ts';
import { applyToCompanies, companyKinds, mendCompanies } from '../companies/index.ts';
import {
  applyToBlocks,
  applyToChecklists,
  applyToClosing,
  applyToConversations,
  applyToTags,
  applyToTemplates,
  blockKinds,
  checklistKinds,
  closingKinds,
  conversationKinds,
  forgetChecklists,
  tagKinds,
  templateKinds,
} from '../conversations/index.ts';
import {
  applyToCustomers,
  applyToDefinitions,
  applyToProfiles,
  applyToStageRules,
  customerKinds,
  definitionKinds,
  forgetWords,
  mendCustomers,
  profileKinds,
  stageRuleKinds,
} from '../customers/index.ts';
import { applyToShowings, forgetShowings, showingKinds } from '../greetings/index.ts';
import { applyToHours, hoursKinds } from '../hours/index.ts';
import { applyToWithdrawals, withdrawalKinds } from '../ledger/index.ts';
import { applyToNeeds, needKinds } from '../needs/index.ts';
import { applyToNotes, noteKinds } from '../notes/index.ts';
import { type Projection, projectionOf } from '../operating/index.ts';
import {
  applyToOrders,
  applyToReviews,
  mendOrders,
  mendReviews,
  orderKinds,
  reviewKinds,
} from '../orders/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { applyToPrivacy, privacyKinds } from '../privacy/index.ts';
import { applyToPromises, forgetPromises, promiseKinds } from '../promises/index.ts';
import { applyToTurns, turnKinds } from '../routing/index.ts';
import { applyToScheduled, forgetScheduled, scheduledKinds } from '../scheduled/index.ts';
import { applyToSearch, changeKinds, followedKinds } from '../search/index.ts';
import { applyToMembers, applyToSegments, memberKinds, segmentKinds } from '../segments/index.ts';
import { applyToSilences, silenceKinds } from '../silences/index.ts';
import { applyToDates, applyToTasks, dateKinds, forgetTasks, taskKinds } from '../tasks/index.ts';
import { applyToTeams, teamKinds } from '../teams/index.ts';

export const projections: readonly Projection[] = [
  // The first one: the others ask it what still holds.
  projectionOf({
    name: 'withdrawals',
    tables: ['withdrawn_entries'],
    kinds: withdrawalKinds,
    apply: applyToWithdrawals,
  }),
  projectionOf({
    name: 'customers',
    tables: [
      'customers',
      'identities',
      'traits',
      'customer_map',
      'customer_merges',
      'merge_refusals',
      'consents',
      'customer_terms',
      'customer_restrictions',
    ],
    kinds: [...customerKinds, ...withdrawalKinds],
    waits: withdrawalKinds,
    apply: (tx, entry) =>
      entry.kind === 'entries.withdrawn' ? mendCustomers(tx, entry) : applyToCustomers(tx, entry),
  }),
  projectionOf({
    name: 'teams',
    tables: ['teams', 'team_members'],
    kinds: teamKinds,
    apply: applyToTeams,
  }),
  projectionOf({ name: 'hours', tables: ['business_hours'], kinds: hoursKinds, apply: applyToHours }),
  projectionOf({
    name: 'availability',
    tables: ['availability'],
    kinds: availabilityKinds,
    apply: applyToAvailability,
  }),
  projectionOf({
    name: 'profiles',
    tables: ['customer_profiles'],
    kinds: profileKinds,
    apply: applyToProfiles,
  }),
  projectionOf({
    name: 'attributes',
    tables: ['attribute_definitions'],
    kinds: definitionKinds,
    apply: applyToDefinitions,
  }),
  projectionOf({
    name: 'tags',
    tables: ['tags'],
    kinds: tagKinds,
    apply: applyToTags,
  }),
  projectionOf({
    name: 'closing',
    tables: ['closing_reasons', 'closing_rules'],
    kinds: closingKinds,
    apply: applyToClosing,
  }),
  projectionOf({
    name: 'checklist-templates',
    tables: ['checklist_templates'],
    kinds: templateKinds,
    apply: applyToTemplates,
  }),
  projectionOf({
    name: 'checklists',
    tables: ['checklists', 'checklist_items'],
    kinds: [...checklistKinds, 'customer.erased'],
    apply: (tx, entry) =>
      entry.kind === 'customer.erased'
        ? forgetChecklists(tx, entry.payload.customerIds)
        : applyToChecklists(tx, entry),
  }),
  projectionOf({ name: 'blocks', tables: ['customer_blocks'], kinds: blockKinds, apply: applyToBlocks }),
  projectionOf({
    name: 'tasks',
    tables: ['tasks', 'task_reminders'],
    kinds: [...taskKinds, 'customer.erased'],
    apply: (tx, entry) =>
      entry.kind === 'customer.erased' ? forgetTasks(tx, entry.payload.customerIds) : applyToTasks(tx, entry),
  }),
  projectionOf({
    name: 'promises',
    tables: ['promises', 'promise_reminders'],
    kinds: [...promiseKinds, 'customer.erased'],
    apply: (tx, entry) =>
      entry.kind === 'customer.erased'
        ? forgetPromises(tx, entry.payload.customerIds)
        : applyToPromises(tx, entry),
  }),
  projectionOf({
    name: 'scheduled-messages',
    tables: ['scheduled_messages'],
    kinds: [...scheduledKinds, 'customer.erased'],
    apply: (tx, entry) =>
      entry.kind === 'customer.erased'
        ? forgetScheduled(tx, entry.payload.customerIds)
        : applyToScheduled(tx, entry),
  }),
  projectionOf({
    name: 'greetings',
    tables: ['greeting_showings'],
    kinds: [...showingKinds, 'customer.erased'],
    apply: (tx, entry) =>
      entry.kind === 'customer.erased'
        ? forgetShowings(tx, entry.payload.customerIds)
        : applyToShowings(tx, entry),
  }),
  projectionOf({
    name: 'silences',
    tables: ['silence_rules', 'silence_alarms'],
    kinds: silenceKinds,
    apply: applyToSilences,
  }),
  projectionOf({
    name: 'dates',
    tables: ['customer_dates'],
    kinds: [...dateKinds, 'customer.erased'],
    apply: (tx, entry) => withErased(tx, 'customer_dates', entry, applyToDates),
  }),
  projectionOf({
    name: 'notes',
    tables: ['customer_notes'],
    kinds: [...noteKinds, 'customer.erased'],
    apply: (tx, entry) => withErased(tx, 'customer_notes', entry, applyToNotes),
  }),
  projectionOf({
    name: 'needs',
    tables: ['customer_needs'],
    kinds: [...needKinds, 'customer.erased'],
    apply: (tx, entry) => withErased(tx, 'customer_needs', entry, applyToNeeds),
  }),
  projectionOf({
    name: 'stages',
    tables: ['stage_rules'],
    kinds: stageRuleKinds,
    apply: applyToStageRules,
  }),
  projectionOf({
    name: 'segments',
    tables: ['segments'],
    kinds: segmentKinds,
    apply: applyToSegments,
  }),
  projectionOf({
    name: 'segment-members',
    tables: ['segment_members'],
    kinds: memberKinds,
    apply: applyToMembers,
  }),
  projectionOf({
    name: 'conversations',
    tables: [
      'conversations',
      'conversation_reads',
      'conversation_mentions',
      'conversation_merges',
      'moved_messages',
      'conversation_links',
      'message_reactions',
      'message_changes',
    ],
    kinds: conversationKinds,
    apply: applyToConversations,
  }),
  projectionOf({ name: 'turns', tables: ['routing_turns'], kinds: turnKinds, apply: applyToTurns }),
  projectionOf<(typeof followedKinds)[number]>({
    name: 'message-search',
    tables: ['message_texts', 'message_words', 'message_word_ends'],
    kinds: followedKinds,
    waits: changeKinds,
    apply: applyToSearch,
  }),
  projectionOf({
    name: 'companies',
    tables: [
      'companies',
      'company_domains',
      'company_traits',
      'company_members',
      'company_terms',
      'company_tellings',
    ],
    kinds: [...companyKinds, ...withdrawalKinds],
    waits: withdrawalKinds,
    apply: (tx, entry) =>
      entry.kind === 'entries.withdrawn' ? mendCompanies(tx, entry) : applyToCompanies(tx, [entry]),
  }),
  projectionOf({
    name: 'orders',
    tables: ['orders', 'order_refunds', 'order_tellings'],
    kinds: [...orderKinds, ...withdrawalKinds],
    waits: withdrawalKinds,
    apply: (tx, entry) =>
      entry.kind === 'entries.withdrawn' ? mendOrders(tx, entry) : applyToOrders(tx, [entry]),
  }),
  projectionOf({
    name: 'reviews',
    tables: ['reviews', 'review_tellings'],
    kinds: [...reviewKinds, ...withdrawalKinds],
    waits: withdrawalKinds,
    apply: (tx, entry) =>
      entry.kind === 'entries.withdrawn' ? mendReviews(tx, entry) : applyToReviews(tx, [entry]),
  }),
  projectionOf({
    name: 'privacy',
    tables: ['privacy_requests', 'privacy_steps'],
    kinds: privacyKinds,
    apply: applyToPrivacy,
  }),
];

/** Rows that members wrote about customers go with them. */
function withErased<K extends EntryKind>(
  tx: Tx,
  table: string,
  entry: Entry<K | 'customer.erased'>,
  apply: (tx: Tx, entry: Entry<K>) => Promise<void>,
): Promise<void> {
  if (entry.kind === 'customer.erased')
    return forgetWords(tx, table, (entry as Entry<'customer.erased'>).payload.customerIds);
  return apply(tx, entry as Entry<K>);
}
