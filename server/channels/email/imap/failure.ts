/** What went wrong with a mailbox, in words of ours: servers put addresses into theirs. */
import type { MailboxState } from './store.ts';

export type Failure = { kind: NonNullable<MailboxState['kind']>; reason: string };

const unreachableCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'CONNECT_TIMEOUT',
  'GREETING_TIMEOUT',
  'UPGRADE_TIMEOUT',
  'ETIMEOUT',
  'NoConnection',
  'EConnectionClosed',
  'ClosedAfterConnectText',
  'ClosedAfterConnectTLS',
]);

/** Codes of RFC 5530 with which a login fails though the password may be right. */
const busyCodes = new Set(['UNAVAILABLE', 'INUSE', 'LIMIT', 'SERVERBUG', 'CONTACTADMIN']);

const certificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|EPROTO/;
/** What may stand in a reason: a code has no room for an address. */
const plainCode = /^[A-Za-z][A-Za-z0-9_]{1,50}$/;

type Details = {
  code?: unknown;
  responseStatus?: unknown;
  serverResponseCode?: unknown;
  authenticationFailed?: unknown;
  mailboxMissing?: unknown;
};

/** The kind of a failure, and its reason for the health page. */
export function explain(error: unknown): Failure {
  const { code, responseStatus, serverResponseCode, authenticationFailed, mailboxMissing } = detailsOf(error);
  const name = typeof code === 'string' && plainCode.test(code) ? code : undefined;
  if (authenticationFailed === true) {
    return typeof serverResponseCode === 'string' && busyCodes.has(serverResponseCode)
      ? { kind: 'refused', reason: `The server takes no login at the moment (${serverResponseCode}).` }
      : { kind: 'credentials', reason: 'The server refuses the user name or the password.' };
  }
  if (mailboxMissing === true) return { kind: 'refused', reason: 'The server has no folder of this name.' };
  if (name === 'HostRefused') return { kind: 'refused', reason: 'This host may not be connected to.' };
  if (name === 'KeepingFailed')
    return { kind: 'other', reason: 'What was read could not be kept on our side.' };
  if (name === 'ETHROTTLE') return { kind: 'refused', reason: 'The server asks to be asked less often.' };
  if (name && unreachableCodes.has(name)) {
    return { kind: 'unreachable', reason: `The server cannot be reached (${name}).` };
  }
  if (name && certificate.test(name)) {
    return {
      kind: 'refused',
      reason: `No safe connection: the server's certificate is not accepted (${name}).`,
    };
  }
  if (responseStatus === 'NO' || responseStatus === 'BAD') {
    return { kind: 'refused', reason: `The server refused a command (${responseStatus}).` };
  }
  return {
    kind: 'other',
    reason: name ? `Reading the mailbox failed (${name}).` : 'Reading the mailbox failed.',
  };
}

/** Whether it is an answer that no other attempt would read: too large, or not of the protocol. */
export function isUnreadable(error: unknown): boolean {
  const { code } = detailsOf(error);
  return (
    typeof code === 'string' &&
    /^(ParserError|LiteralTooLarge|ResponseTooLarge|LineTooLarge|TooManyTokens)/.test(code)
  );
}

/** The code of a Problem or of a failure of the system. */
export function codeOf(error: unknown): string | undefined {
  const { code } = detailsOf(error);
  return typeof code === 'string' ? code : undefined;
}

function detailsOf(error: unknown): Details {
  return typeof error === 'object' && error !== null ? error : {};
}
