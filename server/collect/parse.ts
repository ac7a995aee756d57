/**
 * One tracking call as it came → what it says, with a warning for each thing that was odd, or set aside with a reason.
 * Pure: the same call gives the same fact, but for the id of one that has none.
 */
import {
  type CallType,
  type CallWarning,
  callTypes,
  collectCallBytesMax,
  type SetAsideReason,
} from '../../contract/collect.ts';
import { nameLengthMax, urlLengthMax } from '../../contract/entries.ts';
import { idOf } from '../customers/index.ts';
import { newId } from '../ledger/index.ts';
import { depthMax, tidy } from './tidy.ts';
import { occurredAt } from './time.ts';

const messageIdLengthMax = 200;
const titleLengthMax = 500;

type Json = Record<string, unknown>;
export type Warning = { code: CallWarning; detail: string };

/** What a call says, by its type. */
export type Said =
  | { type: 'track'; name: string; properties: Json }
  | {
      type: 'page' | 'screen';
      name: string | null;
      url: string;
      title: string;
      referrer: string | null;
      properties: Json;
    }
  | { type: 'identify'; traits: Json }
  | { type: 'group'; groupId: string; traits: Json }
  | { type: 'alias'; previousId: string; userId: string };

export type Fact = {
  said: Said;
  messageId: string;
  userId: string | null;
  anonymousId: string | null;
  occurredAt: string;
  /** Where and with what it happened, as far as it is kept. */
  context: Json;
  /** From where it was sent, as the sender says. */
  address: string | null;
  warnings: Warning[];
  raw: unknown;
  /** The site's signed word on who the user is, still to be looked at; `isProven`: it was, and is good. */
  identityToken?: string;
  isProven?: boolean;
};

export type SetAside = { setAside: SetAsideReason; detail: string; raw: unknown; warnings: Warning[] };
export type Parsed = Fact | SetAside;

export type Arrival = {
  receivedAt: number;
  /** When the request was sent, by the sender's clock. */
  sentAt?: unknown;
  /** The type that the request's path says; without one the call says it. */
  type?: CallType;
};

/** What is kept of a call's context as it is. Ids of devices are not, and of addresses as much as the workspace says. */
const contextKept = ['page', 'campaign', 'locale', 'timezone', 'userAgent', 'library', 'app', 'os'];

/** @see the file's comment. */
export function parseCall(raw: unknown, arrival: Arrival): Parsed {
  const warnings: Warning[] = [];
  const setAside = (reason: SetAsideReason, detail: string): SetAside => ({
    setAside: reason,
    detail,
    raw,
    warnings,
  });
  if (!isObject(raw)) return setAside('not-an-object', 'A call is a JSON object.');
  const tidied = tidy(raw);
  if (tidied.isTooDeep) return setAside('too-deep', `A call is nested at most ${depthMax} levels deep.`);
  const call = tidied.value as Json;
  const warn = (code: CallWarning, detail: string) => void warnings.push({ code, detail });
  if (tidied.isMended) warn('text-mended', 'A character that cannot be kept was replaced.');
  if (tidied.droppedKey) warn('key-dropped', '"__proto__" was left out.');

  const type = arrival.type ?? callTypes.find((known) => known === call.type);
  if (!type) return setAside('unknown-type', `"type" is one of ${callTypes.join(', ')}.`);
  const userId = readId(call, 'userId', warn);
  const anonymousId = readId(call, 'anonymousId', warn);
  if (type !== 'alias' && userId === null && anonymousId === null) {
    return setAside('no-id', 'Send a "userId" or an "anonymousId" that stands for one person.');
  }
  const said = saidBy(type, call, { userId, anonymousId }, warn);
  if ('reason' in said) return setAside(said.reason, said.detail);
  const timestamp = call.originalTimestamp ?? call.timestamp;
  const when = occurredAt({ timestamp, sentAt: arrival.sentAt ?? call.sentAt }, arrival.receivedAt);
  if (when.isImpossible)
    warn('time-impossible', `It cannot have happened at ${shown(timestamp)}; kept as of its arrival.`);
  const messageId = messageIdOf(call, warn);
  return {
    said,
    messageId,
    userId,
    anonymousId,
    occurredAt: when.at,
    context: contextOf(call),
    address: addressOf(call),
    warnings,
    raw,
    ...tokenIn(call),
  };
}

/** In `context.identityToken`; nothing of it is kept. */
function tokenIn({ context }: Json): { identityToken?: string } {
  const token = isObject(context) ? context.identityToken : undefined;
  return typeof token === 'string' && token !== '' ? { identityToken: token } : {};
}

/** The set-aside call of a batch that is larger than a call may be. */
export function tooLarge(raw: unknown): SetAside {
  return {
    setAside: 'too-large',
    detail: `A call may have ${collectCallBytesMax} bytes.`,
    raw,
    warnings: [],
  };
}

type Warn = (code: CallWarning, detail: string) => void;
type Refused = { reason: SetAsideReason; detail: string };

function saidBy(
  type: CallType,
  call: Json,
  { userId, anonymousId }: { userId: string | null; anonymousId: string | null },
  warn: Warn,
): Said | Refused {
  switch (type) {
    case 'track': {
      const name = nameOf(call.event, warn);
      if (name === null) return { reason: 'no-name', detail: 'Send the event\'s name as "event".' };
      return { type, name, properties: objectOf(call, 'properties', warn) };
    }
    case 'page':
    case 'screen':
      return viewOf(type, call, warn);
    case 'identify': {
      const context = isObject(call.context) ? call.context : {};
      return { type, traits: { ...objectOf(context, 'traits', warn), ...objectOf(call, 'traits', warn) } };
    }
    case 'group': {
      const groupId = readId(call, 'groupId', warn);
      if (groupId === null) return { reason: 'no-group', detail: 'Send the id of a company as "groupId".' };
      return { type, groupId, traits: objectOf(call, 'traits', warn) };
    }
    case 'alias': {
      const previousId = readId(call, 'previousId', warn) ?? anonymousId;
      if (previousId === null || userId === null) {
        return { reason: 'no-previous-id', detail: 'Send "previousId" and "userId".' };
      }
      if (previousId === userId) return { reason: 'alias-of-itself', detail: 'Both ids are the same.' };
      return { type, previousId, userId };
    }
  }
}

function viewOf(type: 'page' | 'screen', call: Json, warn: Warn): Said {
  const properties = objectOf(call, 'properties', warn);
  const page = isObject(call.context) && isObject(call.context.page) ? call.context.page : {};
  const text = (key: string, lengthMax: number): string => {
    const value = properties[key] ?? page[key];
    return typeof value === 'string' ? cut(value, lengthMax, key, warn) : '';
  };
  const { url: _url, title: _title, referrer: _referrer, ...rest } = properties;
  return {
    type,
    name: nameOf(call.name ?? call.event ?? properties.name, warn),
    url: text('url', urlLengthMax),
    title: text('title', titleLengthMax),
    referrer: text('referrer', urlLengthMax) || null,
    properties: rest,
  };
}

function readId(call: Json, key: string, warn: Warn): string | null {
  const { id, refused } = idOf(call[key]);
  if (refused)
    warn('id-forbidden', `"${key}" is ${shown(call[key])}, which stands for nobody; it was left out.`);
  return id;
}

function nameOf(value: unknown, warn: Warn): string | null {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.trim() === '') return null;
  const name = text.trim();
  if (name.length <= nameLengthMax) return name;
  warn('name-cut', `A name has at most ${nameLengthMax} characters.`);
  return name.slice(0, nameLengthMax).toWellFormed();
}

function cut(value: string, lengthMax: number, key: string, warn: Warn): string {
  if (value.length <= lengthMax) return value;
  warn('value-cut', `"${key}" has at most ${lengthMax} characters.`);
  return value.slice(0, lengthMax).toWellFormed();
}

function objectOf(holder: Json, key: string, warn: Warn): Json {
  const value = holder[key];
  if (value === undefined || value === null) return {};
  if (isObject(value)) return value;
  warn('field-dropped', `"${key}" is no object; it was left out.`);
  return {};
}

function messageIdOf(call: Json, warn: Warn): string {
  const { messageId } = call;
  if (typeof messageId === 'string' && messageId.trim() !== '' && messageId.length <= messageIdLengthMax)
    return messageId;
  warn('no-message-id', 'Without a "messageId" of at most 200 characters, a repeated call is counted again.');
  return newId();
}

const addressLengthMax = 45;

function addressOf({ context }: Json): string | null {
  const address = isObject(context) ? context.ip : undefined;
  return typeof address === 'string' && address.length <= addressLengthMax ? address : null;
}

function contextOf(call: Json): Json {
  if (!isObject(call.context)) return {};
  const { context } = call;
  return Object.fromEntries(
    contextKept.flatMap((key) => (context[key] === undefined ? [] : [[key, context[key]]])),
  );
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text;
}

function isObject(value: unknown): value is Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
