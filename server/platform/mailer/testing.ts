/** A mail server of our own: takes every mail and hands it to the test. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type ReceivedMail = {
  /** The envelope: who really gets it. */
  recipients: string[];
  /** By lower-case name, unfolded and decoded; a repeated header is joined by a line break. */
  headers: Record<string, string>;
  text: string;
  html: string;
  /** As it came. */
  raw: string;
};

export type TestMailServer = {
  url: string;
  received: ReceivedMail[];
  /** How many mails from now on are refused: for the moment, or with another code. */
  refuse: (count: number, code?: number) => void;
  refused: () => number;
  close: () => Promise<void>;
};

/** With which nobody is let in. */
export const wrongPassword = 'wrong';

/** Starts it on a free port. */
export async function startMailServer(): Promise<TestMailServer> {
  const received: ReceivedMail[] = [];
  const refusing = { left: 0, done: 0, code: 451 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    // Whoever gives a password is let in, but with the wrong one.
    onAuth: ({ username, password }, _session, done) =>
      password === wrongPassword
        ? done(Object.assign(new Error('Wrong password'), { responseCode: 535 }))
        : done(null, { user: username }),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refusing.left > 0) {
          refusing.left -= 1;
          refusing.done += 1;
          return done(Object.assign(new Error('Not now, or never'), { responseCode: refusing.code }));
        }
        const recipients = session.envelope.rcptTo.map((to) => to.address);
        const raw = Buffer.concat(chunks).toString('utf8');
        received.push({ recipients, raw, ...read(raw) });
        return done();
      });
    },
  });
  // A program that is killed in the middle of a mail breaks its connection off; without a listener that would throw.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuse: (count, code = 451) => {
      refusing.left = count;
      refusing.code = code;
    },
    refused: () => refusing.done,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function read(raw: string): Omit<ReceivedMail, 'recipients' | 'raw'> {
  const whole = split(raw);
  const boundary = whole.headers['content-type']?.match(/boundary="?([^";]+)/)?.[1];
  const parts =
    boundary === undefined ? [] : whole.body.split(`--${boundary}`).map((part) => split(part.trimStart()));
  const part = (type: string) => {
    const found = parts.find(({ headers }) => headers['content-type']?.startsWith(type));
    return found ? decode(found.body, found.headers['content-transfer-encoding'] ?? '') : '';
  };
  return { headers: whole.headers, text: part('text/plain'), html: part('text/html') };
}

function split(raw: string): { headers: Record<string, string>; body: string } {
  const at = raw.indexOf('\r\n\r\n');
  const headers: Record<string, string> = {};
  for (const line of raw
    .slice(0, at)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = words(line.slice(colon + 1).trim());
    headers[name] = headers[name] === undefined ? value : `${headers[name]}\n${value}`;
  }
  return { headers, body: raw.slice(at + 4) };
}

/** Encoded words of headers (RFC 2047). */
function words(value: string): string {
  return value
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('utf8')
        : decode(text.replaceAll('_', ' '), 'quoted-printable'),
    );
}

function decode(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
