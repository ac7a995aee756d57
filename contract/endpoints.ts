/** The whole API: every endpoint, by name. */
import { accountEndpoints } from './accounts.ts';
import { attributeEndpoints } from './attributes.ts';
import { collectEndpoints } from './collect.ts';
import { companyEndpoints } from './companies.ts';
import { conversationEndpoints } from './conversations.ts';
import { customerEndpoints } from './customers.ts';
import { dateEndpoints } from './dates.ts';
import type { Endpoint } from './endpoint.ts';
import { importEndpoints } from './imports.ts';
import { inboxEndpoints } from './inboxes.ts';
import { needEndpoints } from './needs.ts';
import { noteEndpoints } from './notes.ts';
import { orderEndpoints } from './orders.ts';
import { privacyEndpoints } from './privacy.ts';
import { profileEndpoints } from './profile.ts';
import { segmentEndpoints } from './segments.ts';
import { stageEndpoints } from './stages.ts';
import { taskEndpoints } from './tasks.ts';
import { visitorEndpoints } from './visitor.ts';
import { webhookEndpoints } from './webhooks.ts';

/** Everything below this path answers JSON and problem details. */
export const apiPrefix = '/api/v1';

export const endpoints = {
  ...accountEndpoints,
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
  ...stageEndpoints,
  ...conversationEndpoints,
  ...inboxEndpoints,
  ...importEndpoints,
  ...webhookEndpoints,
  ...privacyEndpoints,
  ...visitorEndpoints,
  ...collectEndpoints,
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;
