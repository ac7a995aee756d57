/** The catalogue of what the console says: a file per feature and language, fetched when first needed. */
import type { Locale } from '../../contract/ids.ts';
import type app from '../locales/en/app.json';
import type attachments from '../locales/en/attachments.json';
import type attributes from '../locales/en/attributes.json';
import type audit from '../locales/en/audit.json';
import type bulks from '../locales/en/bulks.json';
import type care from '../locales/en/care.json';
import type checklists from '../locales/en/checklists.json';
import type closing from '../locales/en/closing.json';
import type companies from '../locales/en/companies.json';
import type conversations from '../locales/en/conversations.json';
import type customers from '../locales/en/customers.json';
import type events from '../locales/en/events.json';
import type greetings from '../locales/en/greetings.json';
import type hours from '../locales/en/hours.json';
import type imports from '../locales/en/imports.json';
import type inboxes from '../locales/en/inboxes.json';
import type keys from '../locales/en/keys.json';
import type later from '../locales/en/later.json';
import type macros from '../locales/en/macros.json';
import type mail from '../locales/en/mail.json';
import type mailboxes from '../locales/en/mailboxes.json';
import type mailings from '../locales/en/mailings.json';
import type members from '../locales/en/members.json';
import type notifications from '../locales/en/notifications.json';
import type orders from '../locales/en/orders.json';
import type origins from '../locales/en/origins.json';
import type privacy from '../locales/en/privacy.json';
import type profile from '../locales/en/profile.json';
import type promises from '../locales/en/promises.json';
import type regroup from '../locales/en/regroup.json';
import type reviews from '../locales/en/reviews.json';
import type sample from '../locales/en/sample.json';
import type search from '../locales/en/search.json';
import type segments from '../locales/en/segments.json';
import type session from '../locales/en/session.json';
import type setup from '../locales/en/setup.json';
import type silences from '../locales/en/silences.json';
import type stages from '../locales/en/stages.json';
import type tags from '../locales/en/tags.json';
import type tasks from '../locales/en/tasks.json';
import type teams from '../locales/en/teams.json';
import type views from '../locales/en/views.json';
import type webhooks from '../locales/en/webhooks.json';
import type workspace from '../locales/en/workspace.json';
import type writing from '../locales/en/writing.json';

/** What each feature can say; English is the measure for the other languages. */
export type Catalogue = {
  app: typeof app;
  attachments: typeof attachments;
  attributes: typeof attributes;
  audit: typeof audit;
  bulks: typeof bulks;
  care: typeof care;
  checklists: typeof checklists;
  closing: typeof closing;
  companies: typeof companies;
  conversations: typeof conversations;
  customers: typeof customers;
  events: typeof events;
  hours: typeof hours;
  imports: typeof imports;
  inboxes: typeof inboxes;
  keys: typeof keys;
  later: typeof later;
  greetings: typeof greetings;
  macros: typeof macros;
  mail: typeof mail;
  mailboxes: typeof mailboxes;
  mailings: typeof mailings;
  members: typeof members;
  notifications: typeof notifications;
  orders: typeof orders;
  origins: typeof origins;
  privacy: typeof privacy;
  profile: typeof profile;
  regroup: typeof regroup;
  promises: typeof promises;
  reviews: typeof reviews;
  sample: typeof sample;
  search: typeof search;
  segments: typeof segments;
  session: typeof session;
  setup: typeof setup;
  silences: typeof silences;
  tags: typeof tags;
  tasks: typeof tasks;
  views: typeof views;
  teams: typeof teams;
  webhooks: typeof webhooks;
  stages: typeof stages;
  workspace: typeof workspace;
  writing: typeof writing;
};
export type Feature = keyof Catalogue;

const files = import.meta.glob<Record<string, string>>('../locales/*/*.json', { import: 'default' });
const loading = new Map<string, Promise<Record<string, string>>>();

/** Code or words that the browser could not fetch: most often there is no network. */
export class NotFetched extends Error {
  constructor(cause: unknown) {
    super('A part of the console could not be fetched.', { cause });
  }
}

/** The messages of a feature in a language; the same promise each time. A failed fetch is tried again. */
export function loadMessages(locale: Locale, feature: Feature): Promise<Record<string, string>> {
  const path = `../locales/${locale}/${feature}.json`;
  const known = loading.get(path);
  if (known !== undefined) return known;
  const load = files[path];
  if (!load) throw new TypeError(`There is no ${path}.`);
  const promise = load().catch((error: unknown) => {
    loading.delete(path);
    throw new NotFetched(error);
  });
  // As React marks what it has waited for: else it hides a screen for a moment at the first sight of a promise, kept or
  // not, and whoever types there loses the focus.
  promise.then(
    (value) => Object.assign(promise, { status: 'fulfilled', value }),
    () => undefined,
  );
  loading.set(path, promise);
  return promise;
}
