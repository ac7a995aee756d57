/** What of a workspace an export holds. A new table is decided about here; docs/operating/export.md says what it means. */
import type { Portables } from '../operating/index.ts';

const sealed = 'Sealed with the key of the installation; where it arrives, new ones are made.';

export const portables: Portables = {
  workspaces: { told: { id_namespace: 'coalesce(t.id_namespace, t.workspace_id)' } },
  members: {
    omitted: {
      user_id:
        'Who may sign in is the installation’s business; where it arrives, the mail address finds or makes a user.',
    },
  },
  inboxes: { omitted: { secrets: sealed } },
  greetings: {},
  greeting_showings: {},
  mails: {
    leftOut: 'Originals of mails stay with the server that got them; what they said is in the entries.',
  },
  mail_places: { leftOut: 'Where mails lay in mailboxes that are connected anew where it arrives.' },
  mail_syncs: { leftOut: 'How far mailboxes were read that are connected anew where it arrives.' },
  mail_health: { leftOut: 'How mailboxes do here.' },
  mail_deliveries: { leftOut: 'What is being sent from here: elsewhere it would go out once more.' },
  mail_threads: {},
  mail_senders: {},
  mail_acknowledgements: { leftOut: 'Who was told within the last day that their mail has come.' },
  webhooks: {
    omitted: { secrets: sealed, previous_until: 'There is no secret before the one that is made anew.' },
  },

  teams: {},
  team_members: {},
  business_hours: {},
  availability: {},

  entries: { positions: 'entry' },
  entry_keys: {},
  customer_map: {},
  customer_merges: {},
  follower_cursors: { positions: 'cursor' },
  follower_setasides: {},

  customers: {},
  identities: {},
  traits: {},
  merge_refusals: {},
  consents: {},
  customer_terms: {},
  customer_profiles: {},
  attribute_definitions: {},

  tasks: {},
  task_reminders: {},
  promises: {},
  promise_reminders: {},
  scheduled_messages: {},
  silence_rules: {},
  silence_alarms: {},
  customer_dates: {},
  customer_notes: {},
  customer_needs: {},

  companies: {},
  company_domains: {},
  company_traits: {},
  company_members: {},
  company_terms: {},
  company_tellings: {},
  stage_rules: {},
  segments: {},
  segment_members: {},
  segment_states: {},
  segment_checks: {},

  orders: {},
  order_refunds: {},
  reviews: {},
  order_tellings: {},
  review_tellings: {},
  withdrawn_entries: {},
  duplicate_pairs: {},

  attachments: {
    omitted: { upload_hash: 'By what whoever uploaded a file could name it; here nobody is who did.' },
  },
  conversations: { positions: 'entry' },
  conversation_reads: {},
  conversation_merges: {},
  moved_messages: {},
  conversation_links: {},
  message_changes: {},
  routing_turns: { positions: 'entry' },
  conversation_receipts: {},
  message_reactions: {},
  message_texts: {},
  message_words: {},
  message_word_ends: {},
  conversation_mentions: {},
  notifications: {},
  notification_settings: {},
  push_subscriptions: {
    leftOut: 'Sealed with the key of the installation: browsers subscribe where the workspace arrives.',
  },
  link_previews: { leftOut: 'What pages said of themselves: they are asked again where it arrives.' },
  link_preview_messages: { leftOut: 'For which messages pages were asked; previews stay here.' },
  tags: {},
  closing_reasons: {},
  checklist_templates: {},
  checklists: {},
  checklist_items: {},
  customer_blocks: {},
  closing_rules: {},
  views: {},
  macros: {},

  imports: {
    omitted: {
      stored_name: 'The file itself stays: what it held has become customers and the like.',
      beat_at: 'By whom it is run just now.',
    },
  },
  import_errors: {},
  import_batches: { positions: 'transaction' },
  imported_rows: {},

  customer_restrictions: {},
  restriction_counts: {},
  privacy_settings: {},
  privacy_requests: {},
  privacy_steps: {},

  suppressions: {
    leftOut: 'HMACs under the key of the installation: elsewhere nobody could compare with them.',
  },
  privacy_exports: {
    leftOut: 'Copies for people, sealed with the key of the installation: have new ones made.',
  },
  erasures: { leftOut: 'What this server works on.' },
  bulks: { leftOut: 'What was done to many conversations at once is in the entries; its undo stays here.' },
  bulk_conversations: { leftOut: 'The conversations of bulks, which stay here.' },
  api_keys: { leftOut: 'A key is its secret, of which only a hash is kept: make new ones.' },
  invitations: { leftOut: 'Their links are signed with the key of the installation: invite again.' },
  password_resets: {
    leftOut: 'Their links are signed with the key of the installation, and live for an hour.',
  },
  presence_beats: { leftOut: 'When consoles were last connected to this server.' },
  visitor_sessions: { leftOut: 'Sessions: visitors begin new ones.' },
  idempotency_keys: { leftOut: 'Answers that are kept for who repeats a request to this server.' },
  collected_calls: {
    leftOut: 'The debugger’s window on what arrived last; what was kept of it is in the entries.',
  },
  webhook_deliveries: {
    leftOut: 'Bodies sealed for some days, to be looked at; what was taken is in the entries.',
  },
  workspace_imports: { leftOut: 'From which export the workspace was made here.' },
};
