/** What a domain publishes for mail programs (Thunderbird's autoconfig). Pure: it fetches nothing. */
import { Parser } from 'htmlparser2';
import type { MailServer } from '../../../../contract/email.ts';
import { hostNamed } from './host-name.ts';

export const autoconfigBytesMax = 65_536;
const depthMax = 12;
const serversMax = 20;
const textLengthMax = 500;
const fields = ['hostname', 'port', 'socketType', 'username', 'authentication'] as const;

type Field = (typeof fields)[number];
type Written = { kind: 'imap' | 'smtp' } & Partial<Record<Field, string>>;

export type Published = {
  receiving: MailServer | null;
  sending: MailServer | null;
  /** Passwords are not taken there, but a sign-in with the provider is. */
  isSignInOnly: boolean;
};

/** The servers that are named first and speak TLS; undefined where it names none. */
export function readAutoconfig(xml: Buffer, emailAddress: string): Published | undefined {
  if (xml.length > autoconfigBytesMax) return undefined;
  const servers = serversIn(xml.toString('utf8'));
  const receiving = servers.find((one) => one.kind === 'imap' && serverOf(one, emailAddress) !== null);
  const sending = servers.find((one) => one.kind === 'smtp' && serverOf(one, emailAddress) !== null);
  if (!receiving) return undefined;
  return {
    receiving: serverOf(receiving, emailAddress),
    sending: sending ? serverOf(sending, emailAddress) : null,
    isSignInOnly: receiving.authentication?.toLowerCase() === 'oauth2',
  };
}

/** No entities but XML's own five are known to the parser, and it follows no address. */
function serversIn(xml: string): Written[] {
  const servers: Written[] = [];
  const path: string[] = [];
  let server: Written | undefined;
  let isTooDeep = false;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        path.push(name);
        if (path.length > depthMax) isTooDeep = true;
        const isIncoming = name === 'incomingServer' && attributes.type === 'imap';
        const isOutgoing = name === 'outgoingServer' && attributes.type === 'smtp';
        if (isIncoming || isOutgoing) server = { kind: isIncoming ? 'imap' : 'smtp' };
      },
      ontext(text) {
        const field = fields.find((one) => one === path.at(-1));
        if (!server || !field) return;
        // Of several ways to sign in the first is the one that is wished for.
        const said = `${server[field] ?? ''}${text}`;
        server[field] = said.slice(0, textLengthMax);
      },
      onclosetag(name) {
        path.pop();
        if (name === 'authentication' && server?.authentication !== undefined) server.authentication += ' ';
        if (name !== 'incomingServer' && name !== 'outgoingServer') return;
        if (server && servers.length < serversMax) servers.push(server);
        server = undefined;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return isTooDeep ? [] : servers.map(trimmed);
}

function trimmed(server: Written): Written {
  const { authentication } = server;
  const ways = authentication?.split(' ').filter((way) => way !== '') ?? [];
  // One that takes passwords as well is not for sign-ins alone.
  const way = ways.find((one) => one.toLowerCase() !== 'oauth2') ?? ways[0];
  return way === undefined ? server : { ...server, authentication: way };
}

/** Null for one that would send a password unencrypted, or whose name or port is none. */
function serverOf(written: Written, emailAddress: string): MailServer | null {
  const [localPart = '', domain = ''] = emailAddress.split('@');
  const filled = (text: string | undefined) =>
    (text ?? '')
      .trim()
      .replaceAll('%EMAILADDRESS%', emailAddress)
      .replaceAll('%EMAILLOCALPART%', localPart)
      .replaceAll('%EMAILDOMAIN%', domain);
  const host = hostNamed(filled(written.hostname));
  const port = Number(filled(written.port));
  const security = securityOf(filled(written.socketType));
  const user = filled(written.username) || emailAddress;
  if (host === undefined || security === undefined || !Number.isInteger(port)) return null;
  if (port < 1 || port > 65_535 || user.length > 320 || /[\p{Cc}%]/u.test(user)) return null;
  return { host, port, security, user };
}

function securityOf(socketType: string): MailServer['security'] | undefined {
  switch (socketType.toUpperCase()) {
    case 'SSL':
      return 'tls';
    case 'STARTTLS':
      return 'starttls';
    default:
      return undefined;
  }
}
