/** The catalogue of what the console says: a file per feature and language, fetched when first needed. */
import type { Locale } from '../../contract/ids.ts';
import type app from '../locales/en/app.json';
import type attributes from '../locales/en/attributes.json';
import type audit from '../locales/en/audit.json';
import type care from '../locales/en/care.json';
import type companies from '../locales/en/companies.json';
import type conversations from '../locales/en/conversations.json';
import type customers from '../locales/en/customers.json';
import type events from '../locales/en/events.json';
import type imports from '../locales/en/imports.json';
import type inboxes from '../locales/en/inboxes.json';
import type keys from '../locales/en/keys.json';
import type members from '../locales/en/members.json';
import type orders from '../locales/en/orders.json';
import type privacy from '../locales/en/privacy.json';
import type profile from '../locales/en/profile.json';
import type reviews from '../locales/en/reviews.json';
import type segments from '../locales/en/segments.json';
import type session from '../locales/en/session.json';
import type setup from '../locales/en/setup.json';
import type stages from '../locales/en/stages.json';
import type tasks from '../locales/en/tasks.json';
import type webhooks from '../locales/en/webhooks.json';
import type workspace from '../locales/en/workspace.json';

/** What each feature can say; English is the measure for the other languages. */
export type Catalogue = {
  app: typeof app;
  attributes: typeof attributes;
  audit: typeof audit;
  care: typeof care;
  companies: typeof companies;
  conversations: typeof conversations;
  customers: typeof customers;
  events: typeof events;
  imports: typeof imports;
  inboxes: typeof inboxes;
  keys: typeof keys;
  members: typeof members;
  orders: typeof orders;
  privacy: typeof privacy;
  profile: typeof profile;
  reviews: typeof reviews;
  segments: typeof segments;
  session: typeof session;
  setup: typeof setup;
  tasks: typeof tasks;
  webhooks: typeof webhooks;
  stages: typeof stages;
  workspace: typeof workspace;
};
export type Feature = keyof Catalogue;

const files = import.meta.glob<Record<string, string>>('../locales/*/*.json', { import: 'default' });
const loading = new Map<string, Promise<Record<string, string>>>();

/** The messages of a feature in a language; the same promise each time. A failed fetch is tried again. */
export function loadMessages(locale: Locale, feature: Feature): Promise<Record<string, string>> {
  const path = `../locales/${locale}/${feature}.json`;
  const known = loading.get(path);
  if (known !== undefined) return known;
  const load = files[path];
  if (!load) throw new TypeError(`There is no ${path}.`);
  const promise = load().catch((error: unknown) => {
    loading.delete(path);
    throw error;
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
