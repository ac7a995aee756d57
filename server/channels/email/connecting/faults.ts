/** What an error of a mail server means: at which step it happened, and which of the known faults it is. */
import type { MailboxFault, MailServer } from '../../../../contract/email.ts';
import { refusalOf } from './reach.ts';

export type Part = 'host' | 'connect' | 'secure' | 'sign-in' | 'folder';
export type Failed = { at: Part; fault: MailboxFault; said: string | null };

type ServerError = Error & {
  code?: string;
  /** Of IMAP. */
  authenticationFailed?: boolean;
  tlsFailed?: boolean;
  responseText?: string;
  /** Of SMTP. */
  response?: unknown;
  command?: string;
  /** Where `code` says only which part of the library noticed. */
  originalCode?: string;
  timeoutType?: string;
  cause?: unknown;
};

const saidLengthMax = 300;
const causesMax = 4;

const certificateFaults: Readonly<Record<string, MailboxFault>> = {
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-self-signed',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-other-name',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-unknown',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-unknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-unknown',
  CERT_UNTRUSTED: 'certificate-unknown',
  CERT_REVOKED: 'certificate-unknown',
  CERT_SIGNATURE_FAILURE: 'certificate-unknown',
  INVALID_CA: 'certificate-unknown',
};
const connectFaults: Readonly<Record<string, MailboxFault>> = {
  ECONNREFUSED: 'refused',
  CONNECT_TIMEOUT: 'no-answer',
  CONNECTION_TIMEOUT: 'no-answer',
  ETIMEDOUT: 'no-answer',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
};

/** What it means. `secrets`: what no text may show. */
export function faultOf(
  error: unknown,
  security: MailServer['security'],
  secrets: readonly string[],
): Failed {
  const refusal = refusalOf(error);
  if (refusal) return { at: 'host', fault: refusal, said: null };
  const failed = error as ServerError;
  const codes = codesOf(failed);
  const find = (faults: Readonly<Record<string, MailboxFault>>) =>
    codes.map((code) => faults[code]).find((fault) => fault !== undefined);
  const said = saidBy(failed, secrets);
  const certificate = find(certificateFaults);
  if (certificate) return { at: 'secure', fault: certificate, said };
  if (failed.authenticationFailed || codes.includes('EAUTH')) {
    const isOffered = failed.authenticationFailed || isAnswer(failed.response);
    return { at: 'sign-in', fault: isOffered ? 'credentials' : 'no-sign-in', said };
  }
  if (isEncryption(failed, codes)) {
    const isMissing = security === 'starttls' && !codes.some((code) => /^E(RR_)?(SSL|PROTO)/.test(code));
    return { at: 'secure', fault: isMissing ? 'no-tls' : 'wrong-security', said };
  }
  // It took the connection, and waits for TLS where none was begun.
  if (codes.includes('GREETING_TIMEOUT'))
    return { at: 'secure', fault: security === 'tls' ? 'no-answer' : 'wrong-security', said };
  const connect = find(connectFaults);
  if (connect) return { at: 'connect', fault: connect, said: null };
  const isClosed = codes.some((code) =>
    /^(ECONNRESET|EPIPE|ECONNECTION|NoConnection|ClosedAfter.*)$/.test(code),
  );
  return { at: 'connect', fault: isClosed ? 'closed' : 'other', said };
}

/** Libraries keep the code of what happened underneath in several places. */
function codesOf(error: ServerError): string[] {
  const codes: (string | undefined)[] = [];
  let one: unknown = error;
  for (let depth = 0; depth < causesMax && one instanceof Error; depth += 1) {
    const { originalCode, timeoutType, code, cause } = one as ServerError;
    codes.push(originalCode, timeoutType, code);
    one = cause;
  }
  return codes.filter((code) => code !== undefined);
}

function isEncryption(error: ServerError, codes: readonly string[]): boolean {
  return error.tlsFailed === true || codes.some((code) => /^(ETLS|EPROTO|ERR_(SSL|TLS)_.*)$/.test(code));
}

function isAnswer(response: unknown): boolean {
  return typeof response === 'string' && response !== '';
}

/** The server's own words, in one line; null where it said nothing. */
function saidBy({ responseText, response, message }: ServerError, secrets: readonly string[]): string | null {
  // Some errors of the libraries bear an object there.
  const words = [responseText, response, message].find((one) => typeof one === 'string' && one !== '') ?? '';
  let line = String(words)
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  for (const secret of secrets.flatMap(spellings)) line = line.replaceAll(secret, '…');
  return line === '' ? null : line.slice(0, saidLengthMax);
}

/** A server may repeat what it was sent, as it was sent. */
function spellings(secret: string): string[] {
  const base64 = Buffer.from(secret, 'utf8').toString('base64');
  return [secret, base64, base64.replace(/=+$/, ''), JSON.stringify(secret).slice(1, -1)].filter(
    (one) => one.length > 2,
  );
}
