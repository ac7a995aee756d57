/**
 * By what a person is recognised in texts that others wrote: addresses, ids, names. What is found is taken out of them
 * when the person is erased. Names are looked for among the person's own entries; elsewhere only one that nobody else has
 * and that has several words, for "Will" and "Rose" are words too.
 */
import { createHmac } from 'node:crypto';
import type { Patterns, Taking } from '../ledger/index.ts';

/** What is known of a person, as it was before the erasure. */
export type Known = {
  emails: string[];
  phones: string[];
  /** Ids that the business or a browser gave. */
  ids: string[];
  names: string[];
  /** Those of the names by which nobody else is called. */
  ownNames: string[];
};

/** A person who is being erased: what others need to take out what they hold. */
export type Erased = Taking & {
  erasureId: string;
  orderIds: ReadonlySet<string>;
  /** For the first look in the database. */
  patterns: Patterns;
  /** Whether a text that somebody else is told of names the person. */
  isIn: (text: string) => boolean;
  /** A text without what names the person, where it is told of somebody else. */
  blankElsewhere: (text: string) => string;
};

const mark = '•••';
const tokenPrefix = 'erased-';
const idLettersMin = 6;
const ownIdLettersMin = 3;
const wordLettersMin = 3;
const phoneDigitsMin = 7;
/** The end of a number by which it is known, with or without its country's code. */
const phoneDigitsCompared = 8;
const phoneLike = /(?:\+|\b)\d(?:[\s().\-/]{0,3}\d){6,18}/g;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Makes what takes a person out of texts. `key` is the installation's, for tokens. */
export function erasedOf(
  known: Known,
  who: { erasureId: string; customerIds: readonly string[]; orderIds: readonly string[] },
  key: Buffer,
): Erased {
  const strong = [...known.emails, ...known.ids.filter((id) => id.length >= idLettersMin), ...known.ownNames];
  const own = [
    ...strong,
    ...known.ids.filter((id) => id.length >= ownIdLettersMin),
    ...known.names.filter((name) => name.length >= (unspaced.test(name) ? 2 : wordLettersMin)),
  ];
  const words = known.names
    .flatMap((name) => name.split(/\s+/))
    .filter((word) => word.length >= wordLettersMin);
  const tails = known.phones.map(tailOf).filter((digits) => digits.length >= phoneDigitsMin);
  const blankElsewhere = blanking(strong, [], tails);
  const blankOwn = blanking(own, words, tails);
  return {
    erasureId: who.erasureId,
    customerIds: new Set(who.customerIds),
    orderIds: new Set(who.orderIds),
    patterns: { likes: strong.map(likeOf), digits: tails.length === 0 ? null : tails.map(spread).join('|') },
    isIn: (text) => blankElsewhere(text) !== text,
    blank: blankOwn,
    blankElsewhere,
    token: (text) =>
      text.startsWith(tokenPrefix)
        ? text
        : `${tokenPrefix}${createHmac('sha256', key).update(text).digest('hex').slice(0, 24)}`,
  };
}

/** Whether a name says who somebody is, all by itself. */
export function isTellingName(name: string): boolean {
  const words = name.trim().split(/\s+/);
  return unspaced.test(name) ? [...name].length >= 3 : words.length >= 2 && name.length >= 5;
}

function blanking(
  texts: readonly string[],
  words: readonly string[],
  tails: readonly string[],
): (text: string) => string {
  const whole = alternatives(texts, 'giu');
  // A word of a name as it is written, so that "will" stays where Will is erased.
  const single = alternatives(words, 'gu');
  return (text) => {
    let plain = text;
    if (whole) plain = plain.replace(whole, mark);
    if (single) plain = plain.replace(single, mark);
    if (tails.length > 0) {
      plain = plain.replace(phoneLike, (found) =>
        tails.some((tail) => found.replace(/\D/g, '').endsWith(tail)) ? mark : found,
      );
    }
    return plain;
  };
}

/** The longest first; not within other words, where words have spaces between them. */
function alternatives(texts: readonly string[], flags: string): RegExp | undefined {
  const each = [...new Set(texts)].sort((a, b) => b.length - a.length).map(bounded);
  return each.length === 0 ? undefined : new RegExp(each.join('|'), flags);
}

function bounded(text: string): string {
  const escaped = text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return unspaced.test(text) ? escaped : `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`;
}

function tailOf(phone: string): string {
  return phone.replace(/;.*$|\D/g, '').slice(-phoneDigitsCompared);
}

/** Digits with what people write between them. */
function spread(digits: string): string {
  return [...digits].join('[^0-9]{0,3}');
}

/** As it stands in JSON, for LIKE. */
function likeOf(text: string): string {
  const inJson = JSON.stringify(text.toLowerCase()).slice(1, -1);
  return `%${inJson.replace(/[\\%_]/g, '\\$&')}%`;
}
