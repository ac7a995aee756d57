/**
 * Whether a mail comes from whom its From names: DMARC by our own checks, or by the word of a mail server that the owner
 * trusts. Invariants: only one address in one From can be verified; a doubt of any kind means that it is not.
 */
import { domainToASCII } from 'node:url';
import { type AuthenticateResult, authenticate } from 'mailauth';
import { correspondentsOf } from './addresses.ts';
import { type AuthenticationResults, parseAuthenticationResults } from './authentication-results.ts';
import { boundedLookup, type Lookup } from './lookups.ts';
import { type HeadField, splitHead, valuesOf } from './raw-head.ts';

export type Verdict = {
  verified: boolean;
  /** Of the only address in From; null where there is not exactly one. */
  domain: string | null;
  spf: string;
  dkim: string;
  dmarc: string;
  arc: string;
  /** Who found it out: we, or the trusted server of that name; null where nobody could. */
  by: 'us' | string | null;
  /** In short English words, for the journal. */
  reason: string;
};

export type Envelope = { ip?: string; helo?: string; mailFrom?: string; trustedServers: string[] };

const verifyMilliseconds = 15_000;
const signaturesMax = 20;
const headBytesMax = 1_048_576;
const unknown = { spf: 'none', dkim: 'none', dmarc: 'none', arc: 'none' } as const;

/** It never fails; `lookup` asks the domain name system. */
export async function verifySender(raw: Buffer, envelope: Envelope, lookup?: Lookup): Promise<Verdict> {
  const { fields, body } = splitHead(raw, () => {});
  const domain = authorDomainOf(fields);
  const refused = (reason: string): Verdict => ({ verified: false, domain, ...unknown, by: null, reason });
  if (domain === null) return refused('From is not exactly one address');
  const told = toldBy(fields, envelope.trustedServers);
  if (told) return verdictOf(told, domain);
  if (raw.length - body.length > headBytesMax) return refused('the head is too long to be checked');
  const signatures = fields.filter(({ name }) => name === 'dkim-signature').length;
  if (signatures > signaturesMax) return refused('too many signatures');
  try {
    const { ip, helo, mailFrom } = envelope;
    const found = await authenticate(raw, {
      ...(ip === undefined ? {} : { ip }),
      ...(helo === undefined ? {} : { helo }),
      ...(mailFrom === undefined ? {} : { sender: mailFrom }),
      mta: 'localhost',
      disableBimi: true,
      rejectRsaSha1: true,
      resolver: boundedLookup(verifyMilliseconds, lookup),
    });
    return judged(ip === undefined ? { ...found, spf: false } : found, domain);
  } catch (error) {
    return refused(`not checked: ${error instanceof Error ? error.message.slice(0, 100) : 'unknown'}`);
  }
}

/** Of the only From, with the only address: anything else may be read in two ways. */
function authorDomainOf(fields: HeadField[]): string | null {
  const froms = valuesOf(fields)('from');
  const people = correspondentsOf(froms, () => {});
  const address = people[0]?.address ?? '';
  if (froms.length !== 1 || people.length !== 1 || address === '') return null;
  return asciiDomain(address.slice(address.lastIndexOf('@') + 1)) || null;
}

const asciiDomain = (domain: string) => domainToASCII(domain.toLowerCase().replace(/\.$/, ''));

/**
 * What a trusted server says. Each server writes above what was there, and a trusted one removes what others wrote in
 * its name: so only the topmost field counts, and one further down never does, whatever name it bears.
 */
function toldBy(fields: HeadField[], trusted: string[]): AuthenticationResults | undefined {
  const topmost = fields.find(({ name }) => name === 'authentication-results');
  const told = topmost && parseAuthenticationResults(topmost.value);
  if (!told || !trusted.some((server) => server.trim().toLowerCase() === told.server)) return undefined;
  const isUseful = told.results.filter(({ method }) => method === 'dmarc').length === 1;
  return isUseful ? told : undefined;
}

function verdictOf({ server, results }: AuthenticationResults, domain: string): Verdict {
  const of = (method: string) => results.find((one) => one.method === method);
  const dmarc = of('dmarc');
  const author = asciiDomain((dmarc?.properties.get('header.from') ?? '').replace(/^.*@/, ''));
  const signed = results.find(
    ({ method, result, properties }) =>
      method === 'dkim' && result === 'pass' && isAligned(properties.get('header.d') ?? '', domain),
  );
  const isPassed = dmarc?.result === 'pass' && author === domain;
  const isSigned = dmarc?.result === 'none' && signed !== undefined;
  const isOther = dmarc?.result === 'pass' && author !== domain;
  return {
    verified: isPassed || isSigned,
    domain,
    spf: of('spf')?.result ?? 'none',
    dkim: (signed ?? of('dkim'))?.result ?? 'none',
    dmarc: dmarc?.result ?? 'none',
    arc: of('arc')?.result ?? 'none',
    by: server,
    reason: isOther ? `${server} speaks of another domain` : `${server} says dmarc=${dmarc?.result}`,
  };
}

/** The signer is the domain of the author, or one above it. */
function isAligned(signer: string, author: string): boolean {
  const domain = asciiDomain(signer);
  return domain.includes('.') && (author === domain || author.endsWith(`.${domain}`));
}

/** Our own findings. A signature over a part of the text proves nothing about the rest. */
function judged(found: AuthenticateResult, domain: string): Verdict {
  // A mail without any has one result that says so.
  const signatures = (found.dkim.results ?? []).filter(({ signingDomain }) => signingDomain !== undefined);
  const aligned = signatures.find(
    ({ status }) => status.result === 'pass' && status.aligned && !status.underSized,
  );
  const dmarc = found.dmarc ? String(found.dmarc.status.result) : 'none';
  // Without one they could not say who the author is.
  const author = found.dmarc ? asciiDomain(found.dmarc.status.header?.from ?? '') : null;
  // Where there is no record, nothing was aligned, whatever the types say.
  const isSpfAligned = found.dmarc !== false && Boolean(found.dmarc.alignment?.spf.result);
  const isPassed = dmarc === 'pass' && (aligned !== undefined || isSpfAligned);
  const isSigned = dmarc === 'none' && aligned !== undefined;
  const verified = author === domain && (isPassed || isSigned);
  const first = aligned ?? signatures[0];
  return {
    verified,
    domain,
    spf: found.spf ? String(found.spf.status.result) : 'none',
    dkim: String(first?.status.result ?? 'none'),
    dmarc,
    arc: found.arc ? String(found.arc.status.result) : 'none',
    by: 'us',
    reason: reasonOf(verified, dmarc, signatures.length, aligned !== undefined),
  };
}

function reasonOf(verified: boolean, dmarc: string, signatures: number, isAligned: boolean): string {
  if (verified && dmarc === 'pass') return 'DMARC passes';
  if (verified) return 'signed by the domain of From, which has no DMARC record';
  if (dmarc !== 'none' && dmarc !== 'pass') return `DMARC says ${dmarc}`;
  if (isAligned) return 'another domain than that of From was checked';
  return signatures === 0 ? 'no signature' : 'no valid signature of the domain of From';
}
