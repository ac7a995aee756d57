/**
 * What stays of an entry's payload when the person whom it tells of is erased: that something happened, what kind it was,
 * amounts, ids of ours and times. A new kind is decided here before anything may append it.
 */
import type { Standing } from '../../contract/conversation-entries.ts';
import type { Entry, EntryKind, Payload } from '../../contract/entries.ts';
import type { Rich } from '../../contract/rich-text.ts';
import { blankDeep } from './blank-deep.ts';

/** How texts of one person are taken out. */
export type Taking = {
  customerIds: ReadonlySet<string>;
  /** A text of others, without what names the person. */
  blank: (text: string) => string;
  /** In the place of an id that a sender gave: the same for the same id, and nobody can tell which it was. */
  token: (text: string) => string;
};

type Reduce<K extends EntryKind> = (payload: Payload<K>, taking: Taking) => Payload<K>;

const same = <P>(payload: P): P => payload;
/** Words of members: they stay, without the mentions. */
const blanked = <P>(payload: P, { blank }: Taking): P => blankDeep(payload, blank);

/** What members keep of a person for themselves: nobody reads it any more. */
const untold = <P extends { text: string }>(payload: P): P => ({ ...payload, text: '' });
const nameless = <P extends { name: string }>(payload: P): P => ({ ...payload, name: '' });
const unnamed = <P extends { what: string }>(payload: P): P => ({ ...payload, what: '' });

/** What the newest message said is told there once more. */
const restood = <P extends { standing: Standing }>({ standing, ...payload }: P) => {
  const { lastMessage } = standing;
  return { ...payload, standing: { ...standing, lastMessage: lastMessage && { ...lastMessage, text: '' } } };
};
/** How it is formatted stays where it still says the same. */
function withRich<P extends { text: string }>(said: P, before: { text: string; rich?: Rich | undefined }): P {
  return before.rich && said.text === before.text ? { ...said, rich: before.rich } : said;
}
/** Who was mentioned stays; where, no longer counts where the text has changed. */
function withMentions(
  note: { text: string },
  before: string,
  mentions: Payload<'note.added'>['mentions'],
): Payload<'note.added'> {
  if (!mentions) return note;
  const isSame = note.text === before;
  return { ...note, mentions: isSame ? mentions : mentions.map((one) => ({ ...one, start: 0, length: 0 })) };
}

const noDay = '1900-01-01';
const noDate = { name: null, month: 1, day: 1, year: null, next: null };

const reduces: { [K in EntryKind]: Reduce<K> } = {
  'customer.created': ({ language }) => ({ name: null, identities: [], language }),
  'customer.updated': ({ customerId }) => ({ customerId, name: null }),
  'customer.identified': ({ customerId }) => ({ customerId, identities: [] }),
  'customer.merged': ({ fromId, intoId, rootId, evidence }) => ({
    fromId,
    intoId,
    ...(rootId === undefined ? {} : { rootId }),
    intoName: null,
    evidence,
  }),
  'customer.unmerged': (payload) => ({ ...payload, fromName: null }),
  'customer.merge_refused': same,
  'customer.described': ({ customerId, verified }) => ({ customerId, traits: {}, verified }),
  'customer.corrected': ({ customerId }) => ({ customerId, removed: [], added: [] }),
  'customer.erased': same,
  'customer.restricted': same,
  'customer.blocked': same,
  'block.changed': same,
  'consent.changed': ({ proof, topic, ...said }, { blank, token }) => ({
    ...said,
    topic: blank(topic),
    proof: token(proof),
  }),
  'profile.updated': ({ customerId, fields: { nextStep, ...fields } }) => ({
    customerId,
    fields: { ...fields, ...(nextStep === undefined ? {} : { nextStep: null }) },
  }),
  'customer.withdrawn': same,
  'entries.withdrawn': same,
  'stage.changed': same,
  'segment.entered': same,
  'segment.left': same,
  'task.created': unnamed,
  'task.changed': ({ changes, ...payload }) => ({
    ...unnamed(payload),
    changes: changes.what === undefined ? changes : { ...changes, what: '' },
  }),
  'task.done': unnamed,
  'task.reopened': unnamed,
  'task.reminded': unnamed,
  'task.reminder_seen': same,
  'promise.made': unnamed,
  'promise.changed': ({ changes, ...payload }) => ({
    ...unnamed(payload),
    changes: changes.what === undefined ? changes : { ...changes, what: '' },
  }),
  'promise.kept': unnamed,
  'promise.broken': unnamed,
  'promise.withdrawn': (payload) => ({ ...unnamed(payload), reason: '' }),
  'promise.warned': unnamed,
  'promise.reminder_seen': same,
  'silence.changed': same,
  'silence.alarmed': same,
  'silence.alarm_seen': same,
  // A birthday tells who it was.
  'date.set': (payload) => ({ ...payload, ...noDate }),
  'date.changed': (payload) => ({ ...payload, ...noDate }),
  'date.removed': (payload) => ({ ...payload, name: null }),
  'date.neared': (payload) => ({ ...payload, on: noDay, next: null }),
  'note.written': untold,
  'note.changed': untold,
  'note.pinned': same,
  'note.deleted': same,
  'need.stated': untold,
  'need.changed': untold,
  'need.met': untold,
  'need.reopened': untold,
  'need.removed': untold,
  'attribute.defined': same,
  'attribute.changed': same,
  'segment.created': same,
  'segment.updated': same,
  'stages.updated': same,
  'conversation.opened': (payload) => ({ ...payload, customerName: null, subject: null }),
  'conversation.closed': same,
  'conversation.reopened': same,
  'conversation.assigned': same,
  'conversation.read': same,
  'conversation.snoozed': same,
  'conversation.prioritised': same,
  'conversation.tagged': same,
  'conversation.untagged': same,
  'conversation.spam_marked': same,
  // As of customers: any of it may tell who it was.
  'conversation.described': () => ({ attributes: {}, names: {} }),
  'conversation.merged': same,
  'conversation.absorbed': restood,
  'conversation.released': restood,
  'conversation.unmerged': restood,
  'conversation.split': restood,
  'conversation.mailed': (payload) => ({ ...payload, to: [], comment: '' }),
  'conversation.mail_failed': (payload) => ({ ...payload, to: '', reason: '' }),
  'conversation.linked': same,
  'conversation.unlinked': same,
  'tag.created': same,
  'tag.changed': same,
  'checklist_template.created': same,
  'checklist_template.changed': same,
  'checklist.added': ({ items, ...payload }) => ({
    ...payload,
    name: '',
    items: items.map((item) => ({ ...item, text: '' })),
  }),
  'checklist.renamed': nameless,
  'checklist.removed': nameless,
  'checklist.reordered': same,
  'checklist.item_added': untold,
  'checklist.item_changed': untold,
  'checklist.item_ticked': untold,
  'checklist.item_unticked': untold,
  'checklist.item_removed': untold,
  'reason.created': same,
  'reason.changed': same,
  'closing.changed': same,
  'conversations.exported': same,
  'view.created': same,
  'view.changed': same,
  'view.removed': same,
  'macro.created': same,
  'macro.changed': same,
  'macro.removed': same,
  'greeting.created': same,
  'greeting.changed': same,
  'greeting.removed': same,
  'greeting.shown': same,
  'greeting.opened': same,
  'greeting.dismissed': same,
  'greeting.answered': same,
  'message.received': () => ({ text: '' }),
  // What a file holds can't be blanked: it goes.
  'message.sent': ({ text, rich, greeting }, taking) =>
    withRich(blanked({ text, ...(greeting ? { greeting } : {}) }, taking), { text, rich }),
  'message.reacted': same,
  'note.added': ({ text, rich, mentions }, taking) =>
    withMentions(withRich(blanked({ text }, taking), { text, rich }), text, mentions),
  // It was not said yet: nobody will.
  'message.scheduled': ({ attachments: _, mentions: __, actions: ___, rich: ____, ...payload }) =>
    untold(payload),
  'message.rescheduled': same,
  'message.redrafted': ({ rich: _, ...payload }) => untold(payload),
  'message.held': same,
  'message.unscheduled': same,
  'message.edited': ({ text, rich, mentions, ...what }, taking) => ({
    ...what,
    ...withMentions(withRich(blanked({ text }, taking), { text, rich }), text, mentions),
  }),
  'message.deleted': same,
  'message.delivered': (payload) => ({ ...payload, to: [], reason: null }),
  'customer.address_failed': (payload) => ({ ...payload, address: '', reason: null }),
  // What a file holds can't be blanked: it goes here too.
  'message.restored': ({ text, rich, mentions, attachments: _, ...what }, taking) => ({
    ...what,
    ...withMentions(withRich(blanked({ text }, taking), { text, rich }), text, mentions),
  }),
  'conversations.message_deleted': same,
  'conversations.message_restored': same,
  // Who listens hears who it was.
  'call.logged': ({ recordingUrl: _, ...payload }, taking) => blanked(payload, taking),
  'visit.logged': blanked,
  'page.viewed': () => ({ url: '', title: '', referrer: null }),
  'page.failed': () => ({ url: '', message: '', source: null }),
  'event.tracked': ({ name }, { blank }) => ({ name: blank(name), properties: {} }),
  // What a site said of the company is the company's.
  'group.reported': blanked,
  'order.placed': (payload, taking) => ({
    ...payload,
    ...orderIds(payload, taking),
    details: withoutNumber(payload.details, taking),
  }),
  'order.updated': (payload, taking) => ({
    ...payload,
    ...orderIds(payload, taking),
    details: withoutNumber(payload.details, taking),
  }),
  'order.cancelled': (payload, taking) => ({
    ...payload,
    ...orderIds(payload, taking),
    reason: null,
    details: withoutNumber(payload.details, taking),
  }),
  'order.refunded': (payload, taking) => ({
    ...payload,
    ...orderIds(payload, taking),
    refundId: taking.token(payload.refundId),
    reason: null,
    lines: blankDeep(payload.lines, taking.blank),
  }),
  'review.posted': ({ externalId, product, ...payload }, { blank, token }) => ({
    ...payload,
    externalId: token(externalId),
    product: blankDeep(product, blank),
    title: null,
    text: null,
  }),
  // What is said of companies is theirs.
  'company.created': same,
  'company.updated': same,
  'company.member_added': (payload) => ({ ...payload, role: null }),
  'company.member_removed': same,
  'company.withdrawn': same,
  'workspace.created': same,
  'workspace.updated': same,
  'member.invited': same,
  'member.invitation_revoked': same,
  'member.joined': same,
  'member.updated': same,
  'member.role_changed': same,
  'member.removed': same,
  'member.reset_requested': same,
  'member.password_changed': same,
  'member.two_factor_changed': same,
  'member.signed_in': same,
  'member.signed_out': same,
  'key.created': same,
  'key.updated': same,
  'key.revoked': same,
  'inbox.created': same,
  'inbox.updated': same,
  'inbox.secret_rotated': same,
  'import.started': blanked,
  'import.ended': blanked,
  'import.undone': blanked,
  'webhook.created': same,
  'webhook.updated': same,
  'webhook.secret_rotated': same,
  'webhook.removed': same,
  'visitor.signed_out': same,
  'team.created': same,
  'team.changed': same,
  'team.joined': same,
  'team.capacity_set': same,
  'team.left': same,
  'hours.changed': same,
  'availability.chosen': same,
  'availability.set': same,
  'presence.changed': same,
  'privacy.requested': (payload) => ({ ...payload, askedBy: '', note: '' }),
  'privacy.stepped': (payload) => ({ ...payload, detail: '' }),
  'privacy.settings_changed': same,
  'privacy.addresses_cut': same,
  'ledger.retained': same,
};

/** Kinds in which others may speak of the person. Who other customers are, and what they bought, is theirs. */
const wordKinds: readonly EntryKind[] = [
  'message.received',
  'message.sent',
  'note.added',
  'message.scheduled',
  'message.redrafted',
  'message.edited',
  'message.restored',
  'call.logged',
  'visit.logged',
  'conversation.opened',
  'customer.described',
  'customer.unmerged',
  'consent.changed',
  'profile.updated',
  'review.posted',
  'page.viewed',
  'page.failed',
  'event.tracked',
  'group.reported',
  'import.started',
  'import.ended',
  'import.undone',
  'privacy.requested',
  'privacy.stepped',
  'task.created',
  'task.changed',
  'task.done',
  'task.reopened',
  'task.reminded',
  'date.set',
  'date.changed',
  'date.removed',
  'note.written',
  'note.changed',
  'need.stated',
  'need.changed',
  'need.met',
  'need.reopened',
  'need.removed',
];

/** What stays of the payload of an entry that tells of the person. */
export function reducedPayload({ kind, payload }: Pick<Entry, 'kind' | 'payload'>, taking: Taking): unknown {
  return (reduces[kind] as Reduce<EntryKind>)(payload as never, taking);
}

/** The payload of an entry that tells of somebody else, without mentions of the person. */
export function unmentioned(
  { kind, payload }: Pick<Entry, 'kind' | 'payload'>,
  { customerIds, blankElsewhere }: Taking & { blankElsewhere: (text: string) => string },
): unknown {
  if (!wordKinds.includes(kind)) return payload;
  const { externalId, topic, rich, ...words } = payload as Record<string, unknown>;
  const plain = {
    ...blankDeep(words, blankElsewhere),
    ...(externalId === undefined ? {} : { externalId }),
    ...(topic === undefined ? {} : { topic }),
  };
  // Formatting says the words once more: where they have changed, it goes.
  const isSame = rich !== undefined && 'text' in plain && plain.text === words.text;
  const said = isSame ? { ...plain, rich } : plain;
  // A merge that was undone: the person was part of this customer once.
  const isTheirs = kind === 'customer.unmerged' && customerIds.has(String(words.fromId));
  return isTheirs ? { ...said, fromName: null } : said;
}

function orderIds(
  { externalId, number }: { externalId: string; number: string },
  { token }: Taking,
): { externalId: string; number: string } {
  return { externalId: token(externalId), number: token(number) };
}

function withoutNumber<D extends { number?: string | undefined; lines?: unknown }>(
  { number, ...details }: D,
  { blank, token }: Taking,
): D {
  return { ...blankDeep(details, blank), ...(number === undefined ? {} : { number: token(number) }) } as D;
}
