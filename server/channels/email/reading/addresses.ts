/** Addresses of header fields: every one of From, members of groups, and never one that the field does not hold. */
import { parseAddressHeader } from 'mailparser';
import type { Correspondent } from '../mail.ts';
import { cleanLine } from './clean.ts';
import { repairWords } from './encoded-words.ts';
import type { Odd } from './oddities.ts';

const fieldCharsMax = 200_000;
const addressesMax = 1_000;
const nameCharsMax = 500;
const address = /^[^\s@<>,;:\\()[\]\ufffd]{1,250}@[^\s@<>,;:\\()\ufffd]{1,255}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these never belong to an address
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** All of them. Where there is no address, or none that is one, `address` is empty and `name` shows what stands there. */
export function correspondentsOf(values: string[], odd: Odd): Correspondent[] {
  const all: Correspondent[] = [];
  for (const value of values) {
    if (value.length > fieldCharsMax) odd('a list of addresses too long to be read whole');
    // Taken out, they would make another address of what stands before and behind them.
    const field = repairWords(value.slice(0, fieldCharsMax).replace(controls, '\ufffd'), odd);
    if (field.includes('\ufffd')) odd('control character in an address');
    const before = all.length;
    for (const one of parseAddressHeader(field, { flatten: true, decodePunycode: false }).value) {
      const found = correspondentOf(one.name, one.address ?? '', odd);
      if (found && all.length < addressesMax) all.push(found);
    }
    const isEmptyGroup = /:[\s;]*$/.test(field);
    const shown = cleanLine(field, nameCharsMax);
    // An address that hides another one counts for none, but is seen.
    if (all.length === before && !isEmptyGroup && shown !== '') all.push({ name: shown, address: '' });
  }
  if (all.length === addressesMax) odd(`only ${addressesMax} addresses read`);
  return all;
}

function correspondentOf(name: string, given: string, odd: Odd): Correspondent | undefined {
  const written = given
    .trim()
    .replace(/[.\s]+$/, '')
    .toLowerCase();
  const shown = cleanLine(name, nameCharsMax);
  if (address.test(written)) return { name: shown, address: written.toWellFormed() };
  if (written !== '') odd('an address that is none');
  const rest = shown || cleanLine(given, nameCharsMax);
  return rest === '' ? undefined : { name: rest, address: '' };
}
