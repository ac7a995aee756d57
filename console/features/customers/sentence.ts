/** What a timeline says of an entry: which sentence, with what, and the words that somebody wrote. */
import type { Entry, Payload } from '../../../contract/entries.ts';
import { isolated } from '../../lib/bidi.ts';
import { careSentence, type Day, isAboutCare } from './care/sentence.ts';
import { type Money, orderSentence, reviewSentence } from './orders/sentence.ts';
import { privacySentence, yesOrNo } from './privacy-sentence.ts';
import { isAboutPromise, promiseSentence } from './promise-sentence.ts';
import { triageSentence } from './triage-sentence.ts';

/** How members, amounts and days are called. */
type Words = { memberName: (id: string | null) => string; money: Money; dayText: (day: Day) => string };

export type Sentence = {
  /** The message's key below `entry.`. */
  key: string;
  values: Record<string, string | number>;
  /** Written by a person; shown as it is. */
  body: string | undefined;
  /** Where it happened, for pages. */
  url: string | undefined;
};

/** What a message says: its words, and under them what its files are called. */
function wordsOf({ text, attachments = [] }: Entry<'message.sent'>['payload']): string {
  const names = attachments.map(({ name }) => name).join(', ');
  return [text, names].filter((part) => part !== '').join('\n');
}

/**
 * `memberName` gives the name of a member, `money` an amount in words; kinds without a sentence of their own are told by
 * the kind's name.
 */
export function sentenceOf(entry: Entry, { memberName, money, dayText }: Words): Sentence {
  const plain = (body?: string): Sentence => ({ key: entry.kind, values: {}, body, url: undefined });
  if (isAboutCare(entry)) return { ...plain(), ...careSentence(entry, memberName, dayText) };
  if (isAboutPromise(entry)) return { ...plain(), ...promiseSentence(entry, memberName, dayText) };
  switch (entry.kind) {
    case 'message.received':
    case 'message.sent':
    case 'note.added':
      return plain(wordsOf(entry.payload));
    case 'message.reacted':
      return { ...plain(), values: { emoji: entry.payload.emoji ?? 'none' } };
    case 'call.logged':
      return {
        ...plain(entry.payload.summary),
        values: { direction: entry.payload.callDirection, outcome: entry.payload.outcome },
      };
    case 'visit.logged':
      return { ...plain(entry.payload.summary), values: optional('place', entry.payload.place) };
    case 'page.viewed':
      return { ...plain(entry.payload.title || entry.payload.name), url: entry.payload.url };
    case 'page.failed':
      return { ...plain(entry.payload.message), url: entry.payload.url };
    case 'event.tracked':
      return {
        ...plain(detailsOf(entry.payload.properties)),
        values: { name: isolated(entry.payload.name) },
      };
    case 'group.reported':
      return { ...plain(detailsOf(entry.payload.traits)), values: { name: isolated(entry.payload.groupId) } };
    case 'profile.updated':
      return plain(entry.payload.fields.nextStep ?? undefined);
    case 'stage.changed':
      return { ...plain(), values: { stage: entry.payload.stage } };
    case 'segment.entered':
    case 'segment.left':
    case 'customer.updated':
      return { ...plain(), values: optional('name', entry.payload.name) };
    case 'customer.identified':
      return plain(entry.payload.identities.map(({ value }) => value).join(', '));
    case 'customer.merged':
      return { ...plain(), values: { evidence: selector(entry.payload.evidence) } };
    case 'consent.changed':
      return { ...plain(entry.payload.proof), values: consentOf(entry.payload) };
    case 'company.member_added':
      return {
        ...plain(entry.payload.role || undefined),
        values: optional('company', entry.payload.companyName),
      };
    case 'company.member_removed':
      return { ...plain(), values: optional('company', entry.payload.companyName) };
    case 'customer.erased':
    case 'customer.restricted':
    case 'customer.corrected':
    case 'customer.address_failed':
      return { ...plain(), ...privacySentence(entry) };
    case 'customer.unmerged':
      return { ...plain(), values: optional('name', entry.payload.fromName) };
    case 'customer.described':
      return plain(Object.keys(entry.payload.traits).join(', '));
    case 'order.placed':
    case 'order.updated':
    case 'order.cancelled':
    case 'order.refunded':
      return { ...plain(), ...orderSentence(entry, money) };
    case 'review.posted':
      return { ...plain(), ...reviewSentence(entry) };
    default:
      return { ...plain(), ...triageSentence(entry, memberName) };
  }
}

function consentOf({ granted, channel, topic }: Payload<'consent.changed'>): Sentence['values'] {
  return { granted: yesOrNo(granted), channel, topic: isolated(topic) };
}

/** How two were known to be one, without the hyphen that a selector can't have. */
const selector = (evidence: string): string => (evidence === 'signed-token' ? 'token' : evidence);

/** So many details of an event stand in its line, and so much of each. */
const detailsMax = 6;
const detailLengthMax = 80;

/** What came with an event, as far as it can be read in passing; undefined for nothing. */
function detailsOf(properties: Record<string, unknown>): string | undefined {
  const told = Object.entries(properties).flatMap(([name, value]) => {
    const isPlain = ['string', 'number', 'boolean'].includes(typeof value);
    return isPlain ? [`${isolated(short(name))}: ${isolated(short(String(value)))}`] : [];
  });
  return told.length === 0 ? undefined : told.slice(0, detailsMax).join(' · ');
}

function short(text: string): string {
  return text.length > detailLengthMax ? `${text.slice(0, detailLengthMax)}…` : text;
}

/** A value that may be absent, and whether it is there: any text may be somebody's name. */
function optional(name: string, value: string | null): Sentence['values'] {
  return value === null ? { has: 'no', [name]: '' } : { has: 'yes', [name]: isolated(value) };
}

/** How long a call took, in milliseconds, where it was written down. */
export function durationOf(entry: Entry): number | undefined {
  if (entry.kind !== 'call.logged' || entry.payload.durationSeconds === null) return undefined;
  return entry.payload.durationSeconds * 1_000;
}
