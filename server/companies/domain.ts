/** Domains of companies in the one form in which they are kept and compared. */
import { domainToASCII } from 'node:url';
import { Problem } from '../../contract/errors.ts';

const lengthMax = 253;
const labels = /^(?!-)[a-z\d_-]{1,63}(?<!-)(\.(?!-)[a-z\d_-]{1,63}(?<!-))+$/;

/** A domain in lower case and ASCII, from the address of a site as well; undefined when it is none. */
export function normalDomain(value: string): string | undefined {
  const host = value
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#:].*$/s, '')
    .replace(/^www\./, '')
    .replace(/\.$/, '');
  const domain = domainToASCII(host);
  return domain.length <= lengthMax && labels.test(domain) && !/^[\d.]+$/.test(domain) ? domain : undefined;
}

/** Domains that a member typed, each once. @throws Problem `invalid-input` that says what to write instead. */
export function typedDomains(values: readonly string[]): string[] {
  const domains = values.map((value) => {
    const domain = normalDomain(value);
    if (domain === undefined) throw new Problem('invalid-input', 'Write a domain like example.com.');
    return domain;
  });
  return [...new Set(domains)];
}
