/** Customers, their identities and their timeline. */
import { z } from 'zod';
import { touch } from './actors.ts';
import { endpoint } from './endpoint.ts';
import {
  actor,
  consentChannel,
  consentWay,
  entry,
  identity,
  identityKind,
  mergeEvidence,
  nameLengthMax,
  payloads,
  textLengthMax,
} from './entries.ts';
import { id, time, timeInput } from './ids.ts';
import { changed } from './message-change-entries.ts';
import { pageOf, pageQuery } from './paging.ts';
import { hrefLengthMax, isWebHref } from './rich-text.ts';
import { stage } from './stage-names.ts';
import { task, taskInput } from './tasks.ts';
import { touches } from './touches.ts';

/** `failedSince`: since when mail to it comes back for good. */
export const knownIdentity = identity.extend({ failedSince: time.optional() });
export type KnownIdentity = z.output<typeof knownIdentity>;

export const customer = z.object({
  id,
  name: z.string().nullable(),
  language: z.string().nullable(),
  identities: z.array(knownIdentity),
  /** What is known besides, by name: what was proven last, else what was claimed last. */
  attributes: z.record(z.string(), z.unknown()),
  createdAt: time,
  lastSeenAt: time.nullable(),
});
export type Customer = z.output<typeof customer>;

export const attributeNameLengthMax = 100;
export const attributeTextLengthMax = 2_000;
const attributesMax = 100;
const attributeItem = z.union([z.string().max(attributeTextLengthMax), z.number(), z.boolean()]);
/** A text, number, yes or no, or a list of these; null takes the attribute away. */
const attributeValue = z.union([attributeItem, z.array(attributeItem).max(100), z.null()]);

/** Attributes to be set by name. */
export const attributeChanges = z
  .record(z.string().trim().min(1).max(attributeNameLengthMax), attributeValue)
  .refine((given) => Object.keys(given).length <= attributesMax, `Set at most ${attributesMax} at once.`);

/** What a customer said on one channel and topic. */
export const consent = z.object({
  channel: consentChannel,
  topic: z.string(),
  granted: z.boolean(),
  how: consentWay,
  proof: z.string(),
  saidAt: time,
  recordedBy: actor,
});
export type Consent = z.output<typeof consent>;

/** A merge in force. */
export const mergeInForce = z.object({
  customerId: id,
  name: z.string().nullable(),
  identities: z.array(identity),
  /** Into whom it was merged: this customer, or one that was merged into it before. */
  intoId: id,
  evidence: mergeEvidence,
  mergedAt: time,
});
export type MergeInForce = z.output<typeof mergeInForce>;

/**
 * An address that two customers share; `value` and `otherValue` differ where they are two ways of writing one, the kinds
 * where the user id of one is the mail address or phone number of the other.
 */
export const sharedIdentity = z.object({
  kind: identityKind,
  value: z.string(),
  verified: z.boolean(),
  otherKind: identityKind,
  otherValue: z.string(),
  otherVerified: z.boolean(),
});
export type SharedIdentity = z.output<typeof sharedIdentity>;

/** What speaks for two customers being one. */
const evidence = {
  shared: z.array(sharedIdentity),
  /** Numbers of orders that were reported for both. */
  orders: z.array(z.string()),
  /** They have one name: no evidence by itself, and some beside other. */
  sameName: z.boolean(),
};
export const duplicateEvidence = z.object(evidence);
export type DuplicateEvidence = z.output<typeof duplicateEvidence>;

export const duplicateStrengths = ['strong', 'likely', 'possible'] as const;
const strength = z.enum(duplicateStrengths);

export const mergePreview = z.object({
  customer,
  other: customer,
  ...evidence,
  /** How much comes with the other. */
  entries: z.int(),
  conversations: z.int(),
  /** Attributes of which only one value is shown afterwards. */
  conflicts: z.array(z.object({ name: z.string(), kept: z.unknown(), hidden: z.unknown() })),
  /** Somebody said before that they are two. */
  refused: z.boolean(),
});
export type MergePreview = z.output<typeof mergePreview>;

export const mergeSuggestion = z.object({ customer, ...evidence, strength });
export type MergeSuggestion = z.output<typeof mergeSuggestion>;

/** Two customers who may be one person; `customer` is the one who has been known for longer. */
export const duplicatePair = z.object({ customer, other: customer, ...evidence, strength });
export type DuplicatePair = z.output<typeof duplicatePair>;

/** Customers are counted up to here where everybody is listed. */
export const customersCountMax = 10_000;
/** Pairs are counted up to here. */
export const duplicatesCountMax = 1_000;

/** Somebody may paste a whole letter; a search goes by how it begins. */
const searchLengthMax = 10_000;
export const searchText = z.string().trim().min(1).max(searchLengthMax);
const params = z.object({ id });
const name = z.string().trim().min(1).max(nameLengthMax);
const note = z.string().trim().max(textLengthMax);
/** Written down later than it happened: when it happened. Absent: now. */
const occurredAt = timeInput.optional();
const recordingUrl = z
  .string()
  .trim()
  .max(hrefLengthMax, { error: `Give a link of at most ${hrefLengthMax} characters.`, abort: true })
  .refine(isWebHref, 'Give a link that begins with https:// or http://, without a name or password in it.');

/** An identity as typed by a member: unverified; phones are brought to E.164, mail addresses to lower case. */
export const identityInput = z.object({
  kind: z.enum(['email', 'phone', 'user']),
  value: z.string().trim().min(1).max(320),
});

export const customerEndpoints = {
  listCustomers: endpoint({
    name: 'listCustomers',
    method: 'GET',
    path: '/customers',
    access: 'customers:read',
    summary:
      'Customers, newest first; `search` finds by part of a name, address or number, the number of an order or the name of ' +
      'a company, the best match first, `identity` by a user id or `kind:value`, `name` by the start of a name. ' +
      '`company` keeps to the people of a company, `segment` to those in a segment.',
    query: pageQuery.extend({
      search: searchText.optional(),
      identity: z.string().min(1).max(400).optional(),
      name: z.string().trim().min(1).max(nameLengthMax).optional(),
      company: id.optional(),
      segment: id.optional(),
    }),
    output: pageOf(customer),
    status: 200,
  }),
  countCustomers: endpoint({
    name: 'countCustomers',
    method: 'GET',
    path: '/customers/count',
    access: 'customers:read',
    summary: `How many customers there are, counted up to ${customersCountMax}.`,
    output: z.object({ count: z.int(), isWhole: z.boolean() }),
    status: 200,
  }),
  createCustomer: endpoint({
    name: 'createCustomer',
    method: 'POST',
    path: '/customers',
    access: 'customers:write',
    summary: 'Writes down a customer by hand.',
    body: z.object({
      name: name.nullable().default(null),
      identities: z.array(identityInput).max(20).default([]),
    }),
    output: customer,
    status: 201,
  }),
  readCustomer: endpoint({
    name: 'readCustomer',
    method: 'GET',
    path: '/customers/:id',
    access: 'customers:read',
    summary: 'One customer. The id of a merged customer answers with the survivor.',
    params,
    output: customer,
    status: 200,
  }),
  updateCustomer: endpoint({
    name: 'updateCustomer',
    method: 'PATCH',
    path: '/customers/:id',
    access: 'customers:write',
    summary: 'Changes the name.',
    params,
    body: z.object({ name: name.nullable() }),
    output: customer,
    status: 200,
  }),
  describeCustomer: endpoint({
    name: 'describeCustomer',
    method: 'PATCH',
    path: '/customers/:id/attributes',
    access: 'customers:write',
    summary: 'Sets attributes; null takes one away. What a member says counts before what systems claim.',
    params,
    body: z.object({ attributes: attributeChanges }),
    output: customer,
    status: 200,
  }),
  listConsents: endpoint({
    name: 'listConsents',
    method: 'GET',
    path: '/customers/:id/consents',
    access: 'customers:read',
    summary: 'What a customer agreed to or refused, by channel and topic, each with its proof.',
    params,
    output: z.object({ data: z.array(consent) }),
    status: 200,
  }),
  recordConsent: endpoint({
    name: 'recordConsent',
    method: 'POST',
    path: '/customers/:id/consents',
    access: 'customers:write',
    summary: 'Writes down that a customer agreed or refused. The latest word on a channel and topic counts.',
    params,
    body: z.object({
      channel: consentChannel,
      topic: z.string().trim().min(1).max(100).default('marketing'),
      granted: z.boolean(),
      how: consentWay,
      proof: z
        .string()
        .trim()
        .min(1, 'Write what proves it: the words, the form, the document.')
        .max(textLengthMax),
      occurredAt,
    }),
    output: consent,
    status: 201,
  }),
  readTimeline: endpoint({
    name: 'readTimeline',
    method: 'GET',
    path: '/customers/:id/timeline',
    access: 'customers:read',
    summary:
      "A customer's entries, newest first, each with the lifecycle stage that it stands for; `kinds` is a comma-separated " +
      'list, `stage` leaves those of one stage, `touch` those that are direct (inbound, outbound) or indirect.',
    params,
    query: pageQuery.extend({
      kinds: z.string().max(2_000).optional(),
      stage: stage.optional(),
      touch: touch.optional(),
    }),
    output: pageOf(entry.extend({ stage: stage.nullable(), changed: changed.optional() })),
    status: 200,
  }),
  readTouches: endpoint({
    name: 'readTouches',
    method: 'GET',
    path: '/customers/:id/touches',
    access: 'customers:read',
    summary:
      'How often customer and business met directly and indirectly, each counted up to a bound, and the first and the last time.',
    params,
    output: touches,
    status: 200,
  }),
  logCall: endpoint({
    name: 'logCall',
    method: 'POST',
    path: '/customers/:id/calls',
    access: 'customers:write',
    summary:
      'Writes down a phone call, perhaps with a link to its recording. `callBack` makes a task for the customer along with it: ' +
      'both are written down, or neither.',
    params,
    body: payloads['call.logged'].extend({
      summary: note,
      durationSeconds: z.int().min(0).max(86_400).nullable().default(null),
      recordingUrl: recordingUrl.nullable().default(null),
      occurredAt,
      callBack: taskInput.nullable().default(null),
    }),
    output: entry.extend({ task: task.nullable() }),
    status: 201,
  }),
  logVisit: endpoint({
    name: 'logVisit',
    method: 'POST',
    path: '/customers/:id/visits',
    access: 'customers:write',
    summary: 'Writes down a visit to a store.',
    params,
    body: z.object({
      place: z.string().trim().min(1).max(nameLengthMax).nullable().default(null),
      summary: note,
      occurredAt,
    }),
    output: entry,
    status: 201,
  }),
  listMerges: endpoint({
    name: 'listMerges',
    method: 'GET',
    path: '/customers/:id/merges',
    access: 'customers:read',
    summary: 'The customers that were merged into this one, each with the evidence; newest first.',
    params,
    output: z.object({ data: z.array(mergeInForce) }),
    status: 200,
  }),
  previewMerge: endpoint({
    name: 'previewMerge',
    method: 'GET',
    path: '/customers/:id/merge-preview',
    access: 'customers:read',
    summary: 'What would happen if the customer `other` became part of this one.',
    params,
    query: z.object({ other: id }),
    output: mergePreview,
    status: 200,
  }),
  mergeCustomers: endpoint({
    name: 'mergeCustomers',
    method: 'POST',
    path: '/customers/:id/merges',
    access: 'customers:write',
    summary: 'Makes another customer part of this one. It can be undone at any time.',
    params,
    body: z.object({ customerId: id }),
    output: customer,
    status: 201,
  }),
  unmergeCustomer: endpoint({
    name: 'unmergeCustomer',
    method: 'POST',
    path: '/customers/:id/merges/undo',
    access: 'customers:write',
    summary: 'Undoes a merge: everything that came with the customer goes back to it, also what came since.',
    params,
    body: z.object({ customerId: id }),
    output: customer,
    status: 200,
  }),
  listMergeSuggestions: endpoint({
    name: 'listMergeSuggestions',
    method: 'GET',
    path: '/customers/:id/merge-suggestions',
    access: 'customers:read',
    summary: 'Customers who may be the same person, the strongest evidence first.',
    params,
    output: z.object({ data: z.array(mergeSuggestion) }),
    status: 200,
  }),
  listDuplicates: endpoint({
    name: 'listDuplicates',
    method: 'GET',
    path: '/duplicates',
    access: 'customers:read',
    summary:
      'Pairs of customers who may be one person, each once, the strongest evidence first. `count` is how many there are, up to 1,000.',
    query: pageQuery,
    output: pageOf(duplicatePair).extend({ count: z.int() }),
    status: 200,
  }),
  refuseMerge: endpoint({
    name: 'refuseMerge',
    method: 'POST',
    path: '/customers/:id/merge-refusals',
    access: 'customers:write',
    summary:
      'Says for good that another customer is somebody else: neither suggested nor merged by itself again.',
    params,
    body: z.object({ customerId: id }),
    status: 204,
  }),
  signOutVisitor: endpoint({
    name: 'signOutVisitor',
    method: 'DELETE',
    path: '/customers/:id/visitor-sessions',
    access: 'customers:write',
    summary: "Ends every widget session of a customer, for example when a visitor's computer was stolen.",
    params,
    status: 204,
  }),
};
