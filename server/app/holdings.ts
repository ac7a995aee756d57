/** What each part of the product holds on people, for those who ask for a copy of it or to be forgotten. */

import { attachmentsHolding } from '../attachments/index.ts';
import { emailHolding } from '../channels/email/index.ts';
import { webchatHolding } from '../channels/webchat/index.ts';
import { collectHolding } from '../collect/index.ts';
import { companiesHolding } from '../companies/index.ts';
import { checklistItemsHolding, checklistsHolding, conversationsHolding } from '../conversations/index.ts';
import { customersHolding, type Holding, heldBack } from '../customers/index.ts';
import { duplicatesHolding } from '../duplicates/index.ts';
import { greetingsHolding } from '../greetings/index.ts';
import { importsHolding } from '../imports/index.ts';
import { needsHolding } from '../needs/index.ts';
import { notesHolding } from '../notes/index.ts';
import { ordersHolding } from '../orders/index.ts';
import { secretOf } from '../platform/crypto/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { previewsHolding } from '../previews/index.ts';
import { keysOf, privacyHolding, readPrivacySettings } from '../privacy/index.ts';
import { promisesHolding } from '../promises/index.ts';
import { scheduledHolding } from '../scheduled/index.ts';
import { searchHolding } from '../search/index.ts';
import { datesHolding, tasksHolding } from '../tasks/index.ts';
import { webhooksHolding } from '../webhooks/index.ts';

/** Sessions end first: whoever is erased writes nothing more. */
export function holdingsWith(secretKey: string): readonly Holding[] {
  return [
    webchatHolding,
    customersHolding,
    conversationsHolding,
    searchHolding,
    attachmentsHolding,
    emailHolding,
    previewsHolding,
    ordersHolding,
    tasksHolding,
    promisesHolding,
    checklistsHolding,
    checklistItemsHolding,
    scheduledHolding,
    datesHolding,
    notesHolding,
    needsHolding,
    greetingsHolding,
    duplicatesHolding,
    companiesHolding,
    collectHolding,
    importsHolding,
    webhooksHolding(webhooksKeyOf(secretKey)),
    privacyHolding,
  ];
}

/** The key that bodies of webhooks are sealed with. */
export function webhooksKeyOf(secretKey: string): Buffer {
  return secretOf(secretKey, 'webhooks');
}

/** The key that subscriptions of browsers, and the key for them, are sealed with. */
export function notificationsKeyOf(secretKey: string): Buffer {
  return secretOf(secretKey, 'notifications');
}

/** Of whom imports and trackers may tell, and how much of where they are. */
export function privacyWith(secretKey: string) {
  const { suppressing } = keysOf(secretKey);
  return {
    held: (tx: Tx, people: Parameters<typeof heldBack>[2]) => heldBack(tx, suppressing, people),
    addresses: async (tx: Tx) => (await readPrivacySettings(tx)).addresses,
  };
}

/** What erasure does with what a table holds in words. `others`: facts about somebody or something else, which stay. */
type Treatment = 'erased' | 'reduced' | 'nothing personal' | 'of the team' | 'others' | 'sealed';

/**
 * Every table that has texts, and what becomes of them. A test reads the database's catalogue: a new table fails it until
 * somebody has decided, and written what takes the words away (a holding above).
 */
export const treatments: Readonly<Record<string, Treatment>> = {
  api_keys: 'of the team',
  attachments: 'erased',
  attribute_definitions: 'of the team',
  availability: 'of the team',
  bulk_conversations: 'nothing personal',
  bulks: 'of the team',
  business_hours: 'of the team',
  checklist_items: 'erased',
  checklist_templates: 'of the team',
  checklists: 'erased',
  closing_reasons: 'of the team',
  closing_rules: 'of the team',
  collected_calls: 'erased',
  companies: 'others',
  company_domains: 'others',
  company_members: 'reduced',
  company_terms: 'others',
  company_traits: 'others',
  consents: 'reduced',
  conversations: 'reduced',
  customer_dates: 'erased',
  customer_merges: 'reduced',
  customer_needs: 'erased',
  customer_notes: 'erased',
  customer_profiles: 'reduced',
  customer_terms: 'erased',
  customers: 'reduced',
  duplicate_pairs: 'erased',
  entries: 'reduced',
  entry_keys: 'reduced',
  erasures: 'sealed',
  follower_cursors: 'nothing personal',
  follower_setasides: 'erased',
  greeting_showings: 'erased',
  greetings: 'of the team',
  idempotency_keys: 'erased',
  identities: 'erased',
  import_errors: 'reduced',
  imports: 'reduced',
  inboxes: 'of the team',
  installation: 'nothing personal',
  invitations: 'of the team',
  link_preview_messages: 'nothing personal',
  link_previews: 'erased',
  macros: 'of the team',
  mail_deliveries: 'erased',
  mail_health: 'of the team',
  mail_places: 'nothing personal',
  mail_senders: 'erased',
  mail_syncs: 'of the team',
  mail_threads: 'erased',
  mails: 'erased',
  members: 'of the team',
  message_reactions: 'nothing personal',
  message_texts: 'erased',
  message_word_ends: 'erased',
  message_words: 'erased',
  notification_settings: 'of the team',
  notifications: 'nothing personal',
  order_refunds: 'reduced',
  orders: 'reduced',
  privacy_exports: 'erased',
  privacy_requests: 'reduced',
  privacy_settings: 'nothing personal',
  privacy_steps: 'reduced',
  promises: 'erased',
  push_subscriptions: 'of the team',
  reviews: 'reduced',
  scheduled_messages: 'erased',
  schema_migrations: 'nothing personal',
  segments: 'of the team',
  silence_rules: 'of the team',
  stage_rules: 'of the team',
  suppressions: 'sealed',
  tags: 'of the team',
  tasks: 'erased',
  teams: 'of the team',
  traits: 'erased',
  views: 'of the team',
  visitor_sessions: 'reduced',
  webhook_deliveries: 'reduced',
  webhooks: 'of the team',
  workspace_imports: 'nothing personal',
  workspaces: 'of the team',
};
