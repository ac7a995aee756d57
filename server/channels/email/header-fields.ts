/** The header fields of a mail as they came, in their order. */

const nameLengthMax = 200;
const valueLengthMax = 10_000;

/** `head`: the mail's beginning. Bytes that are no UTF-8 are shown as Latin-1; long fields are cut. */
export function headerFields(
  head: Buffer,
  most: number,
): { fields: { name: string; value: string }[]; isCut: boolean } {
  const end = endOf(head);
  const text = decoded(head.subarray(0, end ?? head.length));
  const fields: { name: string; value: string }[] = [];
  let isCut = end === undefined;
  for (const line of text.split(/\r?\n/)) {
    const last = fields.at(-1);
    if (/^[ \t]/.test(line) && last) {
      if (last.value.length < valueLengthMax) last.value += ` ${line.trim()}`;
      else isCut = true;
      continue;
    }
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    if (fields.length >= most) return { fields, isCut: true };
    fields.push({
      name: plain(line.slice(0, colon)).slice(0, nameLengthMax),
      value: line.slice(colon + 1).trim(),
    });
  }
  for (const field of fields) {
    if (field.value.length > valueLengthMax) isCut = true;
    field.value = plain(field.value).slice(0, valueLengthMax);
  }
  return { fields, isCut };
}

/** Where the header ends: at the first empty line. */
function endOf(head: Buffer): number | undefined {
  const ends = [head.indexOf('\r\n\r\n'), head.indexOf('\n\n')].filter((at) => at >= 0);
  return ends.length === 0 ? undefined : Math.min(...ends);
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

/** What would turn the direction of a line, or hide in it, is shown as a space. */
function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, ' ').trim();
}
