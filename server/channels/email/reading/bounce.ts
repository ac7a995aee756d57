/**
 * Reports of failed delivery: what RFC 3464 gives, or else what known mail servers say in words. Only a mail that is a
 * report is read as one; a mail that quotes or forwards a report is somebody's question.
 */
import type { Bounce } from '../mail.ts';
import { failuresIn, isStillTried, ownLines, speaksOfDelivery } from './bounce-texts.ts';
import { headersOf, type MimePart, partsOf, plainWords } from './parts-of.ts';

type Failed = Bounce['failed'][number];

const failedMax = 500;
const originalIdsMax = 20;
const fromCharsMax = 1_000;
const reasonCharsMax = 300;

const daemons =
  /^(?:mailer[-_. ]?daemon|mail[-_. ]?daemon|mdaemon|maildaemon|mail[-_. ]delivery[-_. ](?:sub)?system|bounce-?handler)$/i;
const daemonNames = /mail(?:er)?[- ](?:delivery|daemon)|delivery (?:sub)?system/i;
const officers = /^"?(?:postmaster|system[-_. ]administrator|mailadm(?:in)?|mail[-_.]?admin|ndr)(?:"|\\@|$)/i;
const subjects =
  /undeliver|returned mail|return(?:ing|ed) (?:message )?to sender|failure (?:notice|delivery)|delivery[- ](?:failure|failed|problem|error|report|status|has failed|warning|notification)|(?:mail|message) (?:delivery )?(?:fail|could not|error|delay|not deliver)|(?:not|yet) (?:be |been )?delivered|failed mail|mail (?:system )?error|rejected mail|non[- ]?(?:remis|delivery)|processing error|user unknown|unzustellbar|zustellung|no (?:se )?entreg|nie dostarczono/i;
const passedOn = /^\s*(?:fwd?|wg|tr|rv|enc|i|vs|vb|doorst|转发|轉寄)\s*[:：]/i;

/** What the mail reports, or null if it is no report. Forged reports exist: `originalIds` tell whether we sent it. */
export function bounceOf(raw: Buffer): Bounce | null {
  const parts = partsOf(raw);
  const mail = parts[0];
  if (!mail || !isReport(mail, parts)) return null;
  // Some gateways wrap the whole report in one more mail.
  const depth = parts.some(isStatus) || !parts.some(isStatusWithin) ? 0 : 1;
  const own = parts.filter((part) => part.mailDepth === depth);
  const lines = own.filter(isWords).flatMap((part) => ownLines(wordsOf(part)));
  const told = own.filter(isStatusType).flatMap(statusFailures);
  const isTried = isStillTried(lines);
  const said = failuresIn(lines, domainOf(mail)).map(({ address, reason }) => ({
    address,
    permanent: !isTried,
    status: statusIn(reason),
    reason: reason || null,
  }));
  const listed = mail.header('x-failed-recipients').flatMap((list) => list.split(','));
  const byHeader = listed.map((name) => {
    const address = name.trim().toLowerCase();
    const words = said.find((one) => one.address.toLowerCase() === address);
    return words ?? { address, permanent: !isTried, status: null, reason: null };
  });
  const answers = [told, byHeader, said].map(distinct);
  return {
    failed: answers.find((failed) => failed.length > 0) ?? [],
    originalIds: originalIdsOf(parts, depth),
  };
}

/** Its own statements: who sends it, how it is built, and what it says; never what it has inside. */
function isReport(mail: MimePart, parts: MimePart[]): boolean {
  const subject = mail.header('subject')[0] ?? '';
  const from = mail.header('from')[0] ?? '';
  const hasStatus = parts.some(isStatus);
  if (mail.type === 'multipart/report' && hasStatus) return true;
  const names = addressesOf(from);
  const isDaemon = daemonNames.test(from) || names.some((name) => daemons.test(localOf(name)));
  const isOfficer = /<>/.test(from) || names.some((name) => officers.test(localOf(name)));
  const hasNoSender = mail
    .header('return-path')
    .some((path) => /^<?(?:mailer-daemon[^>]*)?>?$/i.test(path.trim()));
  const isTold = subjects.test(plainWords(subject));
  if (hasStatus && (isDaemon || isOfficer || hasNoSender || isTold)) return !passedOn.test(subject);
  if (passedOn.test(subject)) return false;
  const lines = parts
    .filter((part) => part.mailDepth === 0 && isWords(part))
    .flatMap((part) => ownLines(wordsOf(part)));
  const isSaid = speaksOfDelivery(lines) || failuresIn(lines, '').length > 0;
  if (isDaemon && (isTold || isSaid)) return true;
  const isWrapped = mail.parameters['report-type'] === 'delivery-status' || parts.some(isStatusWithin);
  if ((isOfficer || hasNoSender) && isTold && (isSaid || isWrapped)) return true;
  const isAnswer = mail.header('in-reply-to').length > 0 || mail.header('references').length > 0;
  const isAutoReply = mail.header('precedence').some((value) => /auto/i.test(value));
  return isTold && !isAnswer && !isAutoReply && speaksOfDelivery(lines, true);
}

const isStatusType = (part: MimePart) =>
  part.type === 'message/delivery-status' ||
  part.type === 'message/global-delivery-status' ||
  (part.type === 'message/disposition-notification' && /;\s*(?:deleted|failed|denied)/i.test(part.text));
const isStatus = (part: MimePart) => part.mailDepth === 0 && isStatusType(part);
const isStatusWithin = (part: MimePart) => part.mailDepth === 1 && isStatusType(part);
const isWords = (part: MimePart) =>
  (part.type === 'text/plain' || part.type === 'text/html') &&
  !/attachment/i.test(part.header('content-disposition')[0] ?? '');

function wordsOf(part: MimePart): string {
  if (part.type !== 'text/html') return part.text;
  return part.text
    .replace(/<(?:br|\/p|\/div|\/tr|\/li)\b[^<>]{0,200}>/gi, '\n')
    .replace(/<[a-z!/][^<>@]{0,1000}>/gi, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** The recipients of an RFC 3464 report that were not reached, or not yet. */
function statusFailures(part: MimePart): Failed[] {
  return part.text
    .replace(/\n[ \t]+(?=\S)/g, ' ')
    .split(/\n[ \t]*\n/)
    .flatMap((group) => {
      const fields = headersOf(group);
      const field = (name: string) => fields.get(name)?.[0] ?? '';
      const address = [field('original-recipient'), field('final-recipient')]
        .map(recipientOf)
        .find(isAddress);
      const status = statusIn(field('status'));
      const action = field('action').toLowerCase();
      const isNotice = part.type === 'message/disposition-notification';
      const isFailed =
        /^(?:fail|error|expired|undeliver)/.test(action) || (!action && /^5/.test(status ?? '')) || isNotice;
      const isDelayed = action.startsWith('delay') || (!action && /^4/.test(status ?? ''));
      if (!address || (!isFailed && !isDelayed)) return [];
      const said =
        field('diagnostic-code').replace(/^[\w-]+\s*;\s*/, '') || field('status').replace(/^[\d.\s]+/, '');
      const reason = said.replace(/\s+/g, ' ').trim().slice(0, reasonCharsMax);
      return [{ address, permanent: isFailed, status: status ?? statusIn(reason), reason: reason || null }];
    });
}

/** `rfc822; ann@example.org`, or without the kind of address. */
function recipientOf(value: string): string {
  const kind = /^\s*([\w-]+)\s*;/.exec(value);
  if (kind && !/^(?:rfc822|utf-8)$/i.test(kind[1] ?? '')) return '';
  return value
    .slice(kind?.[0].length ?? 0)
    .trim()
    .replace(/^</, '')
    .replace(/>$/, '');
}

function statusIn(text: string): string | null {
  return /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(text)?.[0] ?? null;
}

/** Each address once, in lower case; what cannot be an address is left out. */
function distinct(failed: Failed[]): Failed[] {
  const byAddress = new Map<string, Failed>();
  for (const one of failed) {
    const address = one.address.trim().toLowerCase().replace(/[.]+$/, '');
    if (isAddress(address) && !byAddress.has(address)) byAddress.set(address, { ...one, address });
  }
  return [...byAddress.values()].slice(0, failedMax);
}

function isAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s<>@"(),:;[\]\\]{1,64}@[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+$/u.test(text) &&
    !text.includes('..')
  );
}

const addressesOf = (field: string) =>
  field.slice(0, fromCharsMax).match(/[^\s<>,;()]+(?: [\w]+")?@[^\s<>,;()]+/g) ?? [];
const localOf = (address: string) => address.slice(0, address.lastIndexOf('@'));

function domainOf(mail: MimePart): string {
  const address = addressesOf(mail.header('from')[0] ?? '')[0] ?? '';
  return address.slice(address.lastIndexOf('@') + 1);
}

const messageId = /^[> \t]*message-id:[ \t]*(<[^<>\s]{1,500}>)/gim;

/** Of the mail that came back, in the parts where it stands or below the report's words. */
function originalIdsOf(parts: MimePart[], depth: number): string[] {
  const returnedMails = parts.filter((part, at) => part.mailDepth === depth + 1 && isMail(parts[at - 1]));
  const ids = returnedMails.flatMap((part) =>
    part.header('message-id').flatMap((id) => id.match(/<[^<>\s]+>/) ?? []),
  );
  for (const part of parts) {
    const isQuoting = part.type === 'text/rfc822-headers' || part.type === 'text/plain' || isStatusType(part);
    if (part.mailDepth !== depth || !isQuoting) continue;
    for (const found of part.text.matchAll(messageId)) {
      if (found[1]) ids.push(found[1]);
      if (part.type === 'text/plain' || ids.length >= originalIdsMax) break;
    }
    const notified = headersOf(part.text).get('original-message-id')?.[0];
    if (isStatusType(part) && notified) ids.push(notified);
  }
  return [...new Set(ids)].slice(0, originalIdsMax);
}

const isMail = (part: MimePart | undefined) =>
  part?.type === 'message/rfc822' || part?.type === 'message/global';
