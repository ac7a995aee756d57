/** Webhooks: what another system sends of itself, and what its JSON becomes here. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, time } from './ids.ts';
import { dayOrder, dayOrderSeen, importCounts, importReason, phoneCountry } from './imports.ts';
import { pageOf, pageQuery } from './paging.ts';

/** Below this path lie the addresses that systems send to: `/hooks/<workspace>/<webhook>`. */
export const hooksPrefix = '/hooks';
/** The largest delivery, unpacked as well. */
export const webhookBodyBytesMax = 512 * 1024;
/** Rows that one delivery may hold, over all mappings. */
export const webhookRowsMax = 500;
export const webhookKeptDaysMax = 30;
export const webhookMappingsMax = 5;
const webhookFieldsMax = 100;
const pathLengthMax = 300;
const textLengthMax = 500;

/** What a webhook can make. */
export const webhookKinds = ['customers', 'companies', 'orders', 'refunds', 'reviews', 'events'] as const;
export const webhookKind = z.enum(webhookKinds);
export type WebhookKind = z.infer<typeof webhookKind>;

export const signatureEncodings = ['hex', 'base64'] as const;
export const signatureTimestamps = ['none', 'header', 'in-signature'] as const;
const headerName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'This is no name of a header.');

/**
 * How deliveries prove where they come from. `standard`: as Standard Webhooks says. `hmac`: HMAC-SHA256 of the body in a
 * header of its own. With a timestamp, `<timestamp>.<body>` is what is signed: the time stands in a header of its own, or
 * with the signature as `t=<timestamp>,v1=<signature>`.
 */
export const webhookSigning = z.discriminatedUnion('scheme', [
  z.object({ scheme: z.literal('standard') }),
  z.object({
    scheme: z.literal('hmac'),
    header: headerName,
    encoding: z.enum(signatureEncodings),
    /** What stands before the signature: `sha256=`. */
    prefix: z.string().max(20).default(''),
    timestamp: z.enum(signatureTimestamps).default('none'),
    timestampHeader: headerName.nullable().default(null),
    /** How far the sender's clock, or its line, may lag. */
    toleranceSeconds: z.int().min(30).max(3_600).default(300),
    /** The header with the delivery's own id, where there is one. */
    idHeader: headerName.nullable().default(null),
  }),
]);
export type WebhookSigning = z.output<typeof webhookSigning>;

export const amountUnits = ['major', 'minor'] as const;
const path = z.string().trim().min(1).max(pathLengthMax);

/** Where a field's value stands: a path, a text that is always the same, or the time of arrival. */
export const webhookSource = z.union([
  z.object({
    path,
    /** What the sender's words mean: `{"fulfilled":"shipped"}`. Other words stay as they are. */
    values: z
      .record(z.string().max(textLengthMax), z.string().max(textLengthMax))
      .refine((values) => Object.keys(values).length <= webhookFieldsMax)
      .optional(),
    /** Of an amount: `minor` for cents. Text with decimals and numbers are `major`. */
    unit: z.enum(amountUnits).optional(),
    /** Of a time in which the year comes last: what comes first. Without it such dates are refused where they may mean two days. */
    dates: dayOrder.optional(),
  }),
  z.object({ constant: z.string().min(1).max(textLengthMax) }),
  z.object({ received: z.literal(true) }),
]);
export type WebhookSource = z.output<typeof webhookSource>;

/**
 * What a delivery's JSON becomes. Paths begin at a row: `customer.email`, `lines[0].sku`, `["a.b"]`; with `$` at the whole
 * body. `list` is the path of an array whose elements are the rows; without one the body is the row. `country` (ISO 3166) is
 * that of phone numbers without a country code; without it they are refused.
 */
export const webhookMapping = z.object({
  makes: webhookKind,
  list: path.nullable().default(null),
  /** Rows of which this path holds none of the values are passed over. */
  when: z
    .object({ path, values: z.array(z.string().max(textLengthMax)).min(1).max(20) })
    .nullable()
    .default(null),
  /** Paths whose values tell a row from others at its source. */
  key: z.array(path).max(10).default([]),
  fields: z
    .record(z.string().trim().min(1).max(100), webhookSource)
    .refine((fields) => Object.keys(fields).length <= webhookFieldsMax, {
      error: `At most ${webhookFieldsMax} fields.`,
    }),
  country: phoneCountry.optional(),
});
export type WebhookMapping = z.output<typeof webhookMapping>;
const mappings = z.array(webhookMapping).max(webhookMappingsMax);

export const webhook = z.object({
  id,
  name: z.string(),
  /** Where the other system sends to. */
  url: z.string(),
  signing: webhookSigning,
  mappings,
  /** Before it is live, deliveries are kept and make nothing. */
  isLive: z.boolean(),
  /** How long bodies of deliveries are kept. */
  keptDays: z.int(),
  /** Until when the secret before this one works as well; null where there is none. */
  previousUntil: time.nullable(),
  lastAt: time.nullable(),
  failed: z.int(),
  createdAt: time,
});
export type Webhook = z.output<typeof webhook>;

/**
 * `done`: everything in it was taken. `failed`: something was refused, see its rows. `waiting`: the webhook was not live.
 * `ignored`: it held no row that the mappings want.
 */
export const deliveryOutcomes = ['done', 'failed', 'waiting', 'ignored'] as const;
export const deliveryOutcome = z.enum(deliveryOutcomes);
export type DeliveryOutcome = z.infer<typeof deliveryOutcome>;

/** A row of a delivery that was refused: in which mapping, which one, and why. */
export const refusedRow = z.object({ mapping: z.int(), row: z.int(), reason: importReason });
export type RefusedRow = z.output<typeof refusedRow>;

export const delivery = z.object({
  id,
  receivedAt: time,
  /** The id that the sender gave it. */
  messageId: z.string().nullable(),
  bytes: z.int(),
  outcome: deliveryOutcome,
  counts: importCounts,
  /** The first of what was refused. */
  refused: z.array(refusedRow),
  /** How often it came again, and whether it said something else then; the first one counts. */
  repeats: z.int(),
  differed: z.boolean(),
  /** Whether its body is still kept. */
  hasBody: z.boolean(),
  triedAt: time.nullable(),
});
export type Delivery = z.output<typeof delivery>;

/** What a sample would make, or what would be wrong. */
export const webhookPreview = z.object({
  outcome: deliveryOutcome,
  counts: importCounts,
  refused: z.array(refusedRow),
  rows: z.array(
    z.object({
      mapping: z.int(),
      row: z.int(),
      outcome: z.enum(['created', 'updated', 'unchanged', 'rejected']),
      fields: z.record(z.string(), z.string()),
    }),
  ),
});
export type WebhookPreview = z.output<typeof webhookPreview>;

/** What a mapping may name of a kind. */
export const webhookField = z.object({
  name: z.string(),
  type: z.string(),
  needed: z.boolean(),
  /** What a choice may be. */
  choices: z.array(z.string()).optional(),
});
export type WebhookField = z.output<typeof webhookField>;

/** A body to look at: pasted, or that of a delivery. */
const sample = z.union([
  z.object({ text: z.string().max(webhookBodyBytesMax) }),
  z.object({ deliveryId: id }),
]);
export type WebhookSample = z.output<typeof sample>;

const params = z.object({ id });
const deliveryParams = z.object({ id, deliveryId: id });
const access = 'webhooks:manage';
const name = z.string().trim().min(1).max(200);
const secret = z
  .string()
  .trim()
  .min(8, 'A secret has at least 8 characters.')
  .max(500)
  .describe('The secret that the other system signs with. Absent: one is made.');
const withSecret = webhook.extend({ secret: z.string() });

export const webhookEndpoints = {
  listWebhooks: endpoint({
    name: 'listWebhooks',
    method: 'GET',
    path: '/webhooks',
    access,
    summary: 'Webhooks, by name.',
    output: z.object({ data: z.array(webhook) }),
    status: 200,
  }),
  createWebhook: endpoint({
    name: 'createWebhook',
    method: 'POST',
    path: '/webhooks',
    access,
    summary: 'Makes an address that another system can send to. Its secret is shown this once.',
    body: z.object({ name, signing: webhookSigning, secret: secret.optional() }),
    output: withSecret,
    status: 201,
  }),
  readWebhook: endpoint({
    name: 'readWebhook',
    method: 'GET',
    path: '/webhooks/:id',
    access,
    summary: 'One webhook.',
    params,
    output: webhook,
    status: 200,
  }),
  updateWebhook: endpoint({
    name: 'updateWebhook',
    method: 'PATCH',
    path: '/webhooks/:id',
    access,
    summary: 'Changes a webhook: its name, how it is signed, what it makes, and whether it is live.',
    params,
    body: z.object({
      name: name.optional(),
      signing: webhookSigning.optional(),
      mappings: mappings.optional(),
      isLive: z.boolean().optional(),
      keptDays: z.int().min(1).max(webhookKeptDaysMax).optional(),
    }),
    output: webhook,
    status: 200,
  }),
  deleteWebhook: endpoint({
    name: 'deleteWebhook',
    method: 'DELETE',
    path: '/webhooks/:id',
    access,
    summary: 'Removes a webhook with what is kept of its deliveries. What they made stays.',
    params,
    status: 204,
  }),
  rotateWebhookSecret: endpoint({
    name: 'rotateWebhookSecret',
    method: 'POST',
    path: '/webhooks/:id/secret',
    access,
    summary:
      'Replaces the secret; the one before works on for so many hours. The new one is shown this once.',
    params,
    body: z.object({ secret: secret.optional(), overlapHours: z.int().min(0).max(168).default(24) }),
    output: withSecret,
    status: 200,
  }),
  readWebhookSample: endpoint({
    name: 'readWebhookSample',
    method: 'POST',
    path: '/webhooks/:id/sample',
    access,
    summary:
      'What a body holds: its paths, a guess of a mapping for each kind, and the fields that there are.',
    params,
    body: z.object({ sample }),
    output: z.object({
      paths: z.array(
        z.object({
          path: z.string(),
          example: z.string(),
          /** Of dates with the year last: what comes first in them. */
          dates: dayOrderSeen.optional(),
        }),
      ),
      lists: z.array(z.string()),
      /** Countries whose phone numbers can be read. */
      countries: z.array(z.string()),
      kinds: z.array(
        z.object({
          kind: webhookKind,
          fields: z.array(webhookField),
          takesExtra: z.boolean(),
          guess: webhookMapping,
        }),
      ),
    }),
    status: 200,
  }),
  previewWebhook: endpoint({
    name: 'previewWebhook',
    method: 'POST',
    path: '/webhooks/:id/preview',
    access,
    summary: 'What these mappings would make of a body. Nothing is kept of it.',
    params,
    body: z.object({ sample, mappings }),
    output: webhookPreview,
    status: 200,
  }),
  listDeliveries: endpoint({
    name: 'listDeliveries',
    method: 'GET',
    path: '/webhooks/:id/deliveries',
    access,
    summary: 'What arrived at a webhook, newest first.',
    params,
    query: pageQuery.extend({ outcome: deliveryOutcome.optional() }),
    output: pageOf(delivery),
    status: 200,
  }),
  readDelivery: endpoint({
    name: 'readDelivery',
    method: 'GET',
    path: '/webhooks/:id/deliveries/:deliveryId',
    access,
    summary: 'One delivery with its body, as long as that is kept.',
    params: deliveryParams,
    output: delivery.extend({ body: z.string().nullable() }),
    status: 200,
  }),
  replayDelivery: endpoint({
    name: 'replayDelivery',
    method: 'POST',
    path: '/webhooks/:id/deliveries/:deliveryId/replay',
    access,
    summary:
      'Takes a delivery again, by the mappings as they are now. What is known already changes nothing.',
    params: deliveryParams,
    output: delivery,
    status: 200,
  }),
  replayDeliveries: endpoint({
    name: 'replayDeliveries',
    method: 'POST',
    path: '/webhooks/:id/replay',
    access,
    summary:
      'Takes those that failed or waited again, oldest first, some at a time. Ask on with `next` as the cursor until it is null.',
    params,
    body: z.object({ cursor: z.string().max(500).optional() }),
    output: z.object({ replayed: z.int(), done: z.int(), next: z.string().nullable() }),
    status: 200,
  }),
};
