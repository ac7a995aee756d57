/** Identities in the one form in which they are kept and compared. */
import { domainToASCII } from 'node:url';
import { email as emailSchema } from '../../contract/accounts.ts';
import type { Identity, IdentityKind } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';

const valueLengthMax = 320;

/** A label of a domain in another script, as names are looked up. */
const punycode = /(?<=^|\.)xn--[a-z0-9-]+(?=\.|$)/g;

/** A mail address in lower case, its domain in ASCII; undefined when it is none. */
export function normalEmail(value: string): string | undefined {
  const text = ascii(value).trim();
  const at = text.lastIndexOf('@');
  // The name of the mailbox may be written in any script; its provider decides whether that reaches somebody.
  const local = text.slice(0, at).normalize('NFC').toLowerCase();
  const domain = domainToASCII(text.slice(at + 1));
  const plain = `${local.replaceAll(/[\p{L}\p{M}\p{N}]/gu, 'a')}@${domain.replaceAll(punycode, 'aa')}`;
  const isAddress = at > 0 && domain !== '' && local.length <= 64 && emailSchema.safeParse(plain).success;
  return isAddress ? `${local}@${domain}` : undefined;
}

/**
 * A phone number in E.164; undefined when it is none. A number without country code needs `country`. Behind one switchboard
 * are many people: an extension stays, as RFC 3966 writes it.
 * The rules are loaded when first needed: most servers never see a phone.
 */
export async function normalPhone(value: string, country?: string): Promise<string | undefined> {
  const { isSupportedCountry, parsePhoneNumberFromString } = await import('libphonenumber-js');
  const rules = country !== undefined && isSupportedCountry(country) ? country : undefined;
  // Two zeros are what many dial for the plus; "ext=" is read behind a semicolon alone.
  const text = ascii(value)
    .replace(/^\s*00(?=[\s\d])/, '+')
    .replace(/[\s;,]*\bext=/i, ';ext=');
  const parsed = parsePhoneNumberFromString(text, rules);
  if (!parsed?.isPossible()) return undefined;
  return parsed.ext ? `${parsed.number};ext=${parsed.ext}` : parsed.number;
}

/** Full-width letters and signs, and the digits of any script, as ASCII has them: keyboards write one for the other. */
function ascii(text: string): string {
  return text
    .replaceAll(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - fullWidthOffset))
    .replaceAll(/(?![0-9])\p{Nd}/gu, (one) => String(digitOf(one.codePointAt(0) ?? 0)));
}

const fullWidthOffset = 0xfee0;
const decimal = /\p{Nd}/u;

/** Digits stand from 0 to 9, in runs of ten, in every script. */
function digitOf(point: number): number {
  let first = point;
  while (decimal.test(String.fromCodePoint(first - 1))) first -= 1;
  return (point - first) % 10;
}

/** An identity as it is stored. @throws Problem `invalid-input` that says what to write instead. */
export async function normalIdentity(
  kind: IdentityKind,
  value: string,
  verified: boolean,
): Promise<Identity> {
  switch (kind) {
    case 'email': {
      const email = normalEmail(value);
      if (!email) throw new Problem('invalid-input', 'Write a mail address like ana@example.com.');
      return { kind, value: email, verified };
    }
    case 'phone': {
      const phone = await normalPhone(value);
      if (!phone)
        throw new Problem(
          'invalid-input',
          'Write a phone number with its country code, like +55 11 96123-4567.',
        );
      return { kind, value: phone, verified };
    }
    case 'user':
    case 'visitor': {
      const text = value.trim();
      if (text === '' || text.length > valueLengthMax) {
        throw new Problem('invalid-input', `An id has 1 to ${valueLengthMax} characters.`);
      }
      return { kind, value: text, verified };
    }
  }
}
