/** Identities in the one form in which they are kept and compared. */
import { domainToASCII } from 'node:url';
import { email as emailSchema } from '../../contract/accounts.ts';
import type { Identity, IdentityKind } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';

const valueLengthMax = 320;

/** A mail address in lower case, its domain in ASCII; undefined when it is none. */
export function normalEmail(value: string): string | undefined {
  const text = value.trim();
  const at = text.lastIndexOf('@');
  // The name of the mailbox may be written in any script; its provider decides whether that reaches somebody.
  const local = text.slice(0, at).normalize('NFC').toLowerCase();
  const domain = domainToASCII(text.slice(at + 1));
  const plain = `${local.replaceAll(/[\p{L}\p{M}\p{N}]/gu, 'a')}@${domain}`;
  const isAddress = at > 0 && domain !== '' && local.length <= 64 && emailSchema.safeParse(plain).success;
  return isAddress ? `${local}@${domain}` : undefined;
}

/**
 * A phone number in E.164; undefined when it is none. A number without country code needs `country`.
 * The rules are loaded when first needed: most servers never see a phone.
 */
export async function normalPhone(value: string, country?: string): Promise<string | undefined> {
  const { isSupportedCountry, parsePhoneNumberFromString } = await import('libphonenumber-js');
  const rules = country !== undefined && isSupportedCountry(country) ? country : undefined;
  // Two zeros are what many dial for the plus.
  const parsed = parsePhoneNumberFromString(value.replace(/^\s*00(?=[\s\d])/, '+'), rules);
  return parsed?.isPossible() ? parsed.number : undefined;
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
