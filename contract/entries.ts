/**
 * Entries: the one shape in which everything that happens is recorded and told.
 *
 * A kind is added here, with its payload, before anything may append it. Payloads carry what a reader's state needs,
 * so that a client can follow along without asking again.
 */
import { z } from 'zod';
import { actor, direction } from './actors.ts';
import { attachments } from './attachments.ts';
import { carePayloads } from './care-entries.ts';
import { checklistPayloads } from './checklist-entries.ts';
import { companyPayloads } from './company-entries.ts';
import { conversationPayloads } from './conversation-entries.ts';
import { exportPayloads } from './export-entries.ts';
import { greetingPayloads } from './greeting-entries.ts';
import { id, position, time } from './ids.ts';
import { mailCopies, mailHead, mailPayloads } from './mail.ts';
import { mention } from './mentions.ts';
import { messageChangePayloads } from './message-change-entries.ts';
import { orderPayloads } from './order-entries.ts';
import { role } from './permissions.ts';
import { privacyPayloads } from './privacy-entries.ts';
import { promisePayloads } from './promise-entries.ts';
import { reactionPayloads } from './reactions.ts';
import { rich } from './rich.ts';
import { scheduledPayloads } from './scheduled-entries.ts';
import { stage } from './stage-names.ts';
import { teamPayloads } from './team-entries.ts';

export { type Actor, actor, actorKind, type Direction, direction } from './actors.ts';

export const textLengthMax = 20_000;
export const nameLengthMax = 200;
export const urlLengthMax = 2_000;

export const identityKind = z.enum(['email', 'phone', 'user', 'visitor']);
export type IdentityKind = z.infer<typeof identityKind>;

/** An address that reaches or recognises a customer; verified when somebody proved it. */
export const identity = z.object({ kind: identityKind, value: z.string(), verified: z.boolean() });
export type Identity = z.infer<typeof identity>;

/** By what two customers are known to be one: a person's decision, a proof, or a claim that a system passed on. */
export const mergeEvidence = z.enum(['member', 'signed-token', 'server', 'browser']);
export type MergeEvidence = z.infer<typeof mergeEvidence>;

/** By which way a customer may be written to or called. */
export const consentChannels = ['email', 'phone', 'sms', 'messenger', 'post'] as const;
export const consentChannel = z.enum(consentChannels);
export type ConsentChannel = z.infer<typeof consentChannel>;
/** How somebody said yes or no. */
export const consentWays = ['form', 'written', 'spoken', 'import'] as const;
export const consentWay = z.enum(consentWays);
export type ConsentWay = z.infer<typeof consentWay>;

/** What a key is for: `api` acts for a member, `write` sends events from anywhere, `server` sends events that count as true. */
export const keyKinds = ['api', 'write', 'server'] as const;
export const keyKind = z.enum(keyKinds);
export type KeyKind = z.infer<typeof keyKind>;
/** What sends events: a website, an app on a phone, other software (on a desk, of the back office, rented), or a server. */
export const propertyTypes = ['website', 'mobile', 'software', 'server'] as const;
export const propertyType = z.enum(propertyTypes);
export type PropertyType = z.infer<typeof propertyType>;
/** From where a site's or app's entry came, as it was then; `key`: the name of the key, null for the widget's. */
const origin = z.object({ property: propertyType, key: z.string().nullable() });
export type Origin = z.infer<typeof origin>;

const text = z.string();
/** Older ones have no `attachments`, and neither has one without. */
const message = z.object({ text, rich: rich.optional(), attachments: attachments.optional() });
const note = message.extend({ mentions: z.array(mention).optional() });
const json = z.record(text, z.unknown());

/** How a customer asked to be reached. */
export const preferredChannels = ['email', 'phone', 'sms', 'chat', 'post'] as const;

/** What the team keeps of a customer by hand. */
export const profileFields = z.object({
  ownerId: id.nullable().optional(),
  nextStep: text.nullable().optional(),
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z\d]{2,8})*$/)
    .max(35)
    .nullable()
    .optional(),
  channel: z.enum(preferredChannels).nullable().optional(),
});

/** The payload of each kind. */
export const payloads = {
  'customer.created': z.object({
    name: text.nullable(),
    identities: z.array(identity),
    language: text.nullable(),
  }),
  // Whose name it is stands in the payload: an entry's own customer is told as the one that survives later merges.
  'customer.updated': z.object({ customerId: id, name: text.nullable() }),
  // `name` is there when it is told with the identities.
  'customer.identified': z.object({
    customerId: id,
    identities: z.array(identity),
    name: text.nullable().optional(),
  }),
  // `claim`: what somebody's browser or system said, when it is that by which they were merged. The earliest counts.
  'customer.merged': z.object({
    fromId: id,
    intoId: id,
    // Who survives: `intoId`, or whom that is part of. Its name.
    rootId: id.optional(),
    intoName: text.nullable(),
    evidence: mergeEvidence,
    claim: z.object({ at: time, id: text }).optional(),
  }),
  // What goes back: the conversations of everybody who had been merged into `fromId` before.
  'customer.unmerged': z.object({
    fromId: id,
    fromName: text.nullable(),
    intoId: id,
    conversationIds: z.array(id),
    /** They are two for good: nothing merges or suggests them again. */
    refused: z.boolean(),
  }),
  // `customerIds`: the customer with everybody who was part of them.
  'customer.blocked': z.object({ customerId: id, customerIds: z.array(id), blocked: z.boolean() }),
  // The same for the audit log, which tells of nobody's story.
  'block.changed': z.object({ customerId: id, blocked: z.boolean() }),
  'customer.merge_refused': z.object({ oneId: id, otherId: id }),
  // `name` is there when it became the name that is shown.
  'customer.described': z.object({
    customerId: id,
    traits: z.record(text, z.unknown()),
    verified: z.boolean(),
    name: text.nullable().optional(),
  }),
  // The latest word on a channel and topic counts.
  'consent.changed': z.object({
    customerId: id,
    channel: consentChannel,
    topic: text,
    granted: z.boolean(),
    how: consentWay,
    proof: text,
  }),
  // What was changed; null where it was taken away.
  'profile.updated': z.object({ customerId: id, fields: profileFields }),
  // A member said in which stage of its way a customer is.
  'stage.changed': z.object({ customerId: id, stage }),
  // `customerIds`: under which ids it is a member from here on, or no longer; several after merges.
  'segment.entered': z.object({ segmentId: id, name: text, customerIds: z.array(id) }),
  'segment.left': z.object({ segmentId: id, name: text, customerIds: z.array(id) }),
  // Never there: the import that made the customer was undone.
  'customer.withdrawn': z.object({ customerId: id }),
  // They no longer hold, because the import that told them was undone; and of whom they told.
  'entries.withdrawn': z.object({ importId: id, entryIds: z.array(id), customerIds: z.array(id) }),
  ...conversationPayloads,
  ...exportPayloads,
  ...greetingPayloads,
  // `mail`: what it says beside its words, where it came by mail.
  'message.received': message.extend({ mail: mailHead.optional() }),
  // `greeting`: the visitor was shown it before they wrote, and stands here since they did.
  // `copies`: who gets it beside the customer, where it goes out by mail.
  'message.sent': message.extend({
    greeting: z.object({ showingId: id }).optional(),
    copies: mailCopies.optional(),
  }),
  // Of the customer to the team's message, or of a member to the customer's. Null: it was taken away.
  ...reactionPayloads,
  'note.added': note,
  ...messageChangePayloads,
  ...mailPayloads,
  'call.logged': z.object({
    callDirection: z.enum(['inbound', 'outbound']),
    durationSeconds: z.int().nullable(),
    outcome: z.enum(['answered', 'missed', 'voicemail', 'busy']),
    summary: text,
    // A web address where it can be heard.
    recordingUrl: text.optional(),
  }),
  'visit.logged': z.object({ place: text.nullable(), summary: text }),
  // Also the screen of an app, which has a name and no address (`url` is empty then).
  'page.viewed': z.object({
    url: text,
    title: text,
    referrer: text.nullable(),
    name: text.optional(),
    properties: json.optional(),
    context: json.optional(),
    origin: origin.optional(),
  }),
  // A script of the page stopped: what the browser said, and in which file and line (null: it did not say).
  'page.failed': z.object({ url: text, message: text, source: text.nullable() }),
  // `context`: where and with what it happened, as a tracking library tells it.
  'event.tracked': z.object({
    name: text,
    properties: json,
    context: json.optional(),
    origin: origin.optional(),
  }),
  // What a site said of the company that somebody belongs to.
  'group.reported': z.object({ groupId: text, traits: json }),
  ...orderPayloads,
  ...companyPayloads,
  ...carePayloads,
  ...privacyPayloads,
  ...teamPayloads,
  ...promisePayloads,
  ...checklistPayloads,
  ...scheduledPayloads,
  'workspace.created': z.object({ name: text }),
  'workspace.updated': z.object({ changes: z.record(text, z.unknown()) }),
  'member.invited': z.object({ invitationId: id, email: text, role }),
  'member.invitation_revoked': z.object({ invitationId: id, email: text }),
  'member.joined': z.object({ memberId: id, name: text, email: text, role }),
  'member.updated': z.object({ memberId: id, name: text }),
  'member.role_changed': z.object({ memberId: id, from: role, to: role }),
  'member.removed': z.object({ memberId: id, name: text, handedOverTo: id.nullable() }),
  'member.reset_requested': z.object({ memberId: id, resetId: id }),
  'member.password_changed': z.object({ memberId: id, how: z.enum(['changed', 'reset']) }),
  'member.two_factor_changed': z.object({ memberId: id, enabled: z.boolean() }),
  'member.signed_in': z.object({ memberId: id }),
  'member.signed_out': z.object({ memberId: id, everywhere: z.boolean() }),
  'key.created': z.object({
    keyId: id,
    name: text,
    keyKind,
    prefix: text,
    property: propertyType.optional(),
  }),
  'key.updated': z.object({ keyId: id, name: text, property: propertyType }),
  'key.revoked': z.object({ keyId: id, name: text }),
  'inbox.created': z.object({ inboxId: id, name: text, channel: text }),
  'inbox.updated': z.object({ inboxId: id, changes: z.record(text, z.unknown()) }),
  'inbox.secret_rotated': z.object({ inboxId: id }),
  'import.started': z.object({ importId: id, what: text, fileName: text }),
  'import.ended': z.object({ importId: id, what: text, fileName: text, read: z.int(), rejected: z.int() }),
  'import.undone': z.object({ importId: id, what: text, fileName: text }),
  'webhook.created': z.object({ webhookId: id, name: text }),
  // What was changed: the names of the settings.
  'webhook.updated': z.object({ webhookId: id, name: text, changes: z.array(text) }),
  'webhook.secret_rotated': z.object({ webhookId: id, name: text }),
  'webhook.removed': z.object({ webhookId: id, name: text }),
  'segment.created': z.object({ segmentId: id, name: text, condition: json }),
  // `from`: the name before.
  'segment.updated': z.object({
    segmentId: id,
    from: text,
    name: text.optional(),
    condition: json.optional(),
    archived: z.boolean().optional(),
  }),
  // No lines: the rule that a workspace begins with.
  'stages.updated': z.object({ lines: z.array(json).nullable() }),
  'visitor.signed_out': z.object({ customerId: id, sessions: z.int() }),
  'ledger.retained': z.object({ before: time, removed: z.int() }),
} as const;

export type EntryKind = keyof typeof payloads;
export type Payload<K extends EntryKind> = z.output<(typeof payloads)[K]>;

export const entryKinds = Object.keys(payloads) as [EntryKind, ...EntryKind[]];
export const entryKind = z.enum(entryKinds);

/** Kinds written by machines in volume: own partitions, kept for a limited time, never in the inbox's way. */
export const machineKinds: readonly EntryKind[] = [
  'page.viewed',
  'page.failed',
  'event.tracked',
  'group.reported',
  'greeting.shown',
  'greeting.opened',
  'greeting.dismissed',
  'greeting.answered',
];

/** Kinds that are no part of a customer's story; a timeline leaves them out unless asked. */
export const bookkeepingKinds: readonly EntryKind[] = [
  'conversation.read',
  'conversation.absorbed',
  'conversation.released',
  'conversation.linked',
  'conversation.unlinked',
  'message.edited',
  'message.deleted',
  'message.restored',
  'message.delivered',
  'visitor.signed_out',
  'customer.described',
  'customer.merge_refused',
  'customer.withdrawn',
  'entries.withdrawn',
  'company.created',
  'company.updated',
  'company.withdrawn',
  'task.reminder_seen',
  'date.neared',
  'availability.chosen',
  'presence.changed',
  'checklist.renamed',
  'checklist.reordered',
  'checklist.item_added',
  'checklist.item_changed',
  'checklist.item_removed',
  'promise.warned',
  'promise.reminder_seen',
  'silence.alarmed',
  'silence.alarm_seen',
  'message.scheduled',
  'message.rescheduled',
  'message.redrafted',
  'message.held',
  'message.unscheduled',
  'greeting.shown',
  'greeting.opened',
  'greeting.dismissed',
  'greeting.answered',
];

/** When a customer and somebody of the business had to do with one another. */
export const touchKinds: readonly EntryKind[] = [
  'message.received',
  'message.sent',
  'call.logged',
  'visit.logged',
  'order.placed',
  'review.posted',
];

/** Kinds that tell who changed what in the workspace: the audit log. */
export const auditKinds: readonly EntryKind[] = entryKinds.filter((kind) =>
  /^((workspace|member|key|inbox|import|webhook|ledger|visitor|attribute|tag|reason|closing|checklist_template|view|macro|stages|privacy|team|hours)\.|conversations\.(exported|message_deleted|message_restored)$|block\.changed$|segment\.(created|updated)$|greeting\.(created|changed|removed)$|availability\.set$|silence\.changed$)/.test(
    kind,
  ),
);

/** One entry as everybody reads it. `customerId` is the surviving customer after merges. */
export const entry = z.object({
  id,
  workspaceId: id,
  position,
  kind: entryKind,
  customerId: id.nullable(),
  conversationId: id.nullable(),
  channel: z.string().nullable(),
  direction,
  actor,
  occurredAt: time,
  recordedAt: time,
  source: z.object({ name: z.string(), externalId: z.string().nullable() }),
  payload: z.record(z.string(), z.unknown()),
});

type Envelope = Omit<z.output<typeof entry>, 'kind' | 'payload'>;
/** An entry whose payload is typed by its kind. */
export type Entry<K extends EntryKind = EntryKind> = {
  [Kind in K]: Envelope & { kind: Kind; payload: Payload<Kind> };
}[K];
