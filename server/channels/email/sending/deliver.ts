/** One attempt at handing a mail to its server, and what its answer means. */
import type { Options } from 'nodemailer/lib/mailer/index.js';
import type { MailServer } from '../../../../contract/email.ts';
import { Problem } from '../../../../contract/errors.ts';
import type { EmailDeps } from '../deps.ts';

const connectMilliseconds = 10_000;
const greetingMilliseconds = 30_000;
const answerMilliseconds = 120_000;

/** `later`: it was not taken, and may be tried again. `unknown`: it may have been taken. */
export type Answer = { kind: 'sent' | 'later' | 'failed' | 'unknown'; reason?: string | undefined };
export type SendingServer = MailServer & { password: string };

type SmtpError = Error & { code?: string; responseCode?: number; response?: string };

/** Hands it over. Never throws: what happened is the answer. */
export async function deliver(
  deps: Pick<EmailDeps, 'reach'>,
  server: SendingServer,
  mail: Options,
): Promise<Answer> {
  const { createTransport } = await import('nodemailer');
  let host: { address: string; servername: string };
  try {
    host = await deps.reach(server.host, server.port);
  } catch (error) {
    if (error instanceof Problem) return { kind: 'later', reason: error.message };
    return { kind: 'later', reason: 'The mail server was not found.' };
  }
  const heard = listener();
  const transport = createTransport({
    debug: true,
    logger: heard.logger,
    host: host.address,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    tls: { servername: host.servername },
    auth: { user: server.user, pass: server.password },
    connectionTimeout: connectMilliseconds,
    greetingTimeout: greetingMilliseconds,
    socketTimeout: answerMilliseconds,
  });
  try {
    const { rejected = [], response } = await transport.sendMail(mail);
    const refused = rejected.map((one: string | { address: string }) =>
      typeof one === 'string' ? one : one.address,
    );
    if (refused.length > 0) return { kind: 'sent', reason: `Not taken for ${refused.join(', ')}.` };
    return { kind: 'sent', reason: response };
  } catch (error) {
    return answerOf(error as SmtpError, heard.hasBegun());
  } finally {
    transport.close();
  }
}

/** Hears whether the mail itself has begun to go out: the library's errors do not tell. Nothing is kept of what it says. */
function listener() {
  let hasBegun = false;
  const quiet = () => undefined;
  const hear = (entry: { tnx?: string }, said?: unknown) => {
    if (entry.tnx === 'client' && said === 'DATA') hasBegun = true;
  };
  const logger = {
    level: quiet,
    trace: hear,
    debug: hear,
    info: quiet,
    warn: quiet,
    error: quiet,
    fatal: quiet,
  };
  return { logger, hasBegun: () => hasBegun };
}

/**
 * What an error means. Before DATA nothing was taken; once the mail itself goes out, only an answer of the server tells.
 * 4xx: later; 5xx: never (RFC 5321 §4.2.1).
 */
export function answerOf({ code, responseCode, response, message }: SmtpError, hasBegun: boolean): Answer {
  const reason = response ?? message;
  if (responseCode !== undefined && responseCode >= 500) {
    // A wrong password is ours, not the recipient's: it is tried again once somebody has mended it.
    return code === 'EAUTH' ? { kind: 'later', reason } : { kind: 'failed', reason };
  }
  if (responseCode !== undefined && responseCode >= 400) return { kind: 'later', reason };
  return { kind: hasBegun ? 'unknown' : 'later', reason };
}
