/**
 * The servers of a mail address, found in several ways at once; the answer is that of the way which is trusted most. What is
 * found never leaves a password unencrypted.
 */
import type { MxRecord, SrvRecord } from 'node:dns';
import type { FoundMailbox, MailboxHint, MailServer } from '../../../../contract/email.ts';
import type { Getter } from '../../../platform/ssrf/index.ts';
import { autoconfigBytesMax, readAutoconfig } from './autoconfig.ts';
import { domainsAbove, hostNamed, isUnder } from './host-name.ts';
import { type Provider, providerOfDomain, providerOfExchanger } from './providers.ts';

const wayMilliseconds = 4_000;
const imapsPort = 993;
const submissionsPort = 465;
const submissionPort = 587;

export type FindDeps = {
  resolveSrv: (name: string) => Promise<SrvRecord[]>;
  resolveMx: (name: string) => Promise<MxRecord[]>;
  /** Whether a name has an address. */
  hasAddress: (name: string) => Promise<boolean>;
  get: Getter;
};

type Found = Omit<FoundMailbox, 'isOwn'>;
/** Of one that no list knows. */
const unknown = { provider: null, hint: null, plusAddressing: false, trustedServer: null };

/** Finds them, within twice the time that one way may take. */
export async function findMailSettings(emailAddress: string, deps: FindDeps): Promise<FoundMailbox> {
  const address = emailAddress.toLowerCase();
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const known = providerOfDomain(domain);
  if (known) return withOwner(ofProvider(known, address), domain);
  const exchangers = inTime(exchangersOf(deps, domain), []);
  // All are asked at once.
  const ways: Promise<Found | undefined>[] = [
    // Where mail arrives is surer than what a domain said before its mail moved there.
    exchangers.then((names) => byExchanger(names, address)),
    inTime(bySrv(deps, domain, address), undefined),
    inTime(byAutoconfig(deps, domain, address), undefined),
    exchangers.then((names) => inTime(byTheirAutoconfig(deps, names, domain, address), undefined)),
  ];
  for (const way of ways) {
    const found = await way;
    if (found) return withOwner(found, domain);
  }
  return withOwner(
    await inTime(guess(deps, domain, address), guessed(`imap.${domain}`, `smtp.${domain}`, address)),
    domain,
  );
}

function ofProvider(provider: Provider, user: string): Found {
  const { name, receiving, sending, hint, plusAddressing, trustedServer } = provider;
  const [smtp = '', port = ''] = sending?.split(':') ?? [];
  return {
    receiving: receiving === null ? null : { host: receiving, port: imapsPort, security: 'tls', user },
    sending:
      sending === null ? null : { host: smtp, port: Number(port), security: securityAt(Number(port)), user },
    ...{ foundBy: 'provider', provider: name, hint, plusAddressing, trustedServer },
  };
}

function securityAt(port: number): MailServer['security'] {
  return port === submissionsPort ? 'tls' : 'starttls';
}

/** RFC 6186 and RFC 8314: TLS from the first byte before what changes over to it. */
async function bySrv(deps: FindDeps, domain: string, user: string): Promise<Found | undefined> {
  const at = async (service: string, security: MailServer['security']): Promise<MailServer | undefined> => {
    const records = await deps.resolveSrv(`${service}._tcp.${domain}`).catch(() => []);
    const [best] = records.toSorted((a, b) => a.priority - b.priority || b.weight - a.weight);
    // A single dot says that there is none.
    const host = hostNamed(best?.name ?? '');
    return best && host !== undefined && best.port > 0
      ? { host, port: best.port, security, user }
      : undefined;
  };
  const [imaps, imap, submissions, submission] = await Promise.all([
    at('_imaps', 'tls'),
    at('_imap', 'starttls'),
    at('_submissions', 'tls'),
    at('_submission', 'starttls'),
  ]);
  const receiving = imaps ?? imap;
  if (!receiving) return undefined;
  return {
    receiving,
    sending: submissions ?? submission ?? null,
    foundBy: 'srv',
    ...unknown,
  };
}

async function byAutoconfig(deps: FindDeps, domain: string, address: string): Promise<Found | undefined> {
  const query = `?emailaddress=${encodeURIComponent(address)}`;
  const pages = [
    `https://autoconfig.${domain}/mail/config-v1.1.xml${query}`,
    `https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml${query}`,
  ];
  const asked = pages.map((page) => readPage(deps.get, page, address));
  for (const one of asked) {
    const found = await one;
    if (found) return found;
  }
  return undefined;
}

async function readPage(get: Getter, page: string, address: string): Promise<Found | undefined> {
  const got = await get(page, {
    types: ['text/xml', 'application/xml', 'text/plain', 'application/octet-stream'],
    bytesMax: autoconfigBytesMax,
    isWhole: true,
  });
  // Whoever is sent on to a page without TLS could be told anything by anybody on the way.
  if (got?.url.protocol !== 'https:') return undefined;
  const published = readAutoconfig(got.body, address);
  if (!published) return undefined;
  const { receiving, sending, isSignInOnly } = published;
  const hint: MailboxHint | null = isSignInOnly ? 'provider-sign-in' : null;
  return { receiving, sending, foundBy: 'autoconfig', ...unknown, hint };
}

async function exchangersOf(deps: FindDeps, domain: string): Promise<string[]> {
  const records = await deps.resolveMx(domain);
  return records
    .toSorted((a, b) => a.priority - b.priority)
    .flatMap(({ exchange }) => hostNamed(exchange) ?? []);
}

function byExchanger([first = '']: readonly string[], address: string): Found | undefined {
  const provider = providerOfExchanger(first);
  return provider && ofProvider(provider, address);
}

async function byTheirAutoconfig(
  deps: FindDeps,
  [first]: readonly string[],
  domain: string,
  address: string,
): Promise<Found | undefined> {
  if (first === undefined || isUnder(first, domain)) return undefined;
  for (const above of domainsAbove(first)) {
    const provider = providerOfDomain(above);
    const found = provider ? ofProvider(provider, address) : await byAutoconfig(deps, above, address);
    if (found) return found;
  }
  return undefined;
}

/** Names that many use. */
async function guess(deps: FindDeps, domain: string, address: string): Promise<Found> {
  const first = async (...names: string[]): Promise<string> => {
    const there = await Promise.all(names.map((name) => deps.hasAddress(name).catch(() => false)));
    return names.find((_, at) => there[at]) ?? `mail.${domain}`;
  };
  const [imap, smtp] = await Promise.all([
    first(`imap.${domain}`, `mail.${domain}`),
    first(`smtp.${domain}`, `mail.${domain}`),
  ]);
  return guessed(imap, smtp, address);
}

function guessed(imap: string, smtp: string, user: string): Found {
  return {
    receiving: { host: imap, port: imapsPort, security: 'tls', user },
    sending: { host: smtp, port: submissionPort, security: 'starttls', user },
    foundBy: 'guess',
    ...unknown,
  };
}

function withOwner(found: Found, domain: string): FoundMailbox {
  const hosts = [found.receiving, found.sending].flatMap((server) => server?.host ?? []);
  return { ...found, isOwn: found.foundBy === 'provider' || hosts.every((host) => isUnder(host, domain)) };
}

/** What comes late, or fails, was not there. */
async function inTime<T>(wish: Promise<T>, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), wayMilliseconds);
  });
  return Promise.race([wish.catch(() => otherwise), late]).finally(() => clearTimeout(timer));
}
