/** The whole API: every endpoint, by name. */

import { accountEndpoints } from './accounts.ts';
import { attachmentEndpoints } from './attachments.ts';
import { attributeEndpoints } from './attributes.ts';
import { audienceEndpoints } from './audience.ts';
import { availabilityEndpoints } from './availability.ts';
import { blockEndpoints } from './blocks.ts';
import { bulkEndpoints } from './bulks.ts';
import { checklistEndpoints } from './checklists.ts';
import { closingEndpoints } from './closing.ts';
import { collectEndpoints } from './collect.ts';
import { companyEndpoints } from './companies.ts';
import { conversationEndpoints } from './conversations.ts';
import { customerEndpoints } from './customers.ts';
import { dateEndpoints } from './dates.ts';
import { mailboxEndpoints } from './email.ts';
import type { Endpoint } from './endpoint.ts';
import { exportEndpoints } from './exports.ts';
import { greetingEndpoints } from './greetings.ts';
import { hoursEndpoints } from './hours.ts';
import { importEndpoints } from './imports.ts';
import { inboxEndpoints } from './inboxes.ts';
import { macroEndpoints } from './macros.ts';
import { mailEndpoints } from './mail.ts';
import { mailingEndpoints } from './mailings.ts';
import { messageChangeEndpoints } from './message-changes.ts';
import { messageEndpoints } from './messages.ts';
import { needEndpoints } from './needs.ts';
import { noteEndpoints } from './notes.ts';
import { notificationEndpoints } from './notifications.ts';
import { orderEndpoints } from './orders.ts';
import { previewEndpoints } from './previews.ts';
import { privacyEndpoints } from './privacy.ts';
import { profileEndpoints } from './profile.ts';
import { promiseEndpoints } from './promises.ts';
import { reactionEndpoints } from './reactions.ts';
import { regroupingEndpoints } from './regrouping.ts';
import { sampleEndpoints } from './samples.ts';
import { viewEndpoints } from './saved-views.ts';
import { scheduledEndpoints } from './scheduled.ts';
import { segmentEndpoints } from './segments.ts';
import { silenceEndpoints } from './silences.ts';
import { stageEndpoints } from './stages.ts';
import { tagEndpoints } from './tags.ts';
import { taskEndpoints } from './tasks.ts';
import { teamEndpoints } from './teams.ts';
import { visitorEndpoints } from './visitor.ts';
import { webhookEndpoints } from './webhooks.ts';

/** Everything below this path answers JSON and problem details. */
export const apiPrefix = '/api/v1';

export const endpoints = {
  ...accountEndpoints,
  ...teamEndpoints,
  ...hoursEndpoints,
  ...availabilityEndpoints,
  ...customerEndpoints,
  ...orderEndpoints,
  ...profileEndpoints,
  ...companyEndpoints,
  ...attributeEndpoints,
  ...noteEndpoints,
  ...needEndpoints,
  ...taskEndpoints,
  ...dateEndpoints,
  ...segmentEndpoints,
  ...audienceEndpoints,
  ...stageEndpoints,
  ...sampleEndpoints,
  ...scheduledEndpoints,
  ...conversationEndpoints,
  ...reactionEndpoints,
  ...regroupingEndpoints,
  ...bulkEndpoints,
  ...exportEndpoints,
  ...promiseEndpoints,
  ...greetingEndpoints,
  ...silenceEndpoints,
  ...mailingEndpoints,
  ...mailEndpoints,
  ...mailboxEndpoints,
  ...messageEndpoints,
  ...messageChangeEndpoints,
  ...previewEndpoints,
  ...tagEndpoints,
  ...checklistEndpoints,
  ...closingEndpoints,
  ...blockEndpoints,
  ...viewEndpoints,
  ...macroEndpoints,
  ...notificationEndpoints,
  ...attachmentEndpoints,
  ...inboxEndpoints,
  ...importEndpoints,
  ...webhookEndpoints,
  ...privacyEndpoints,
  ...visitorEndpoints,
  ...collectEndpoints,
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;
