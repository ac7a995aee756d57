/** Sender and subject of a mail that could not be read, as far as its first bytes tell them. Nothing here can fail. */
import { open } from 'node:fs/promises';
import type { MailHead } from '../../../contract/mail.ts';

const headBytes = 64 * 1_024;
const lineLengthMax = 998;

/** Reads the beginning of the file at a path. */
export async function roughHead(path: string): Promise<Pick<MailHead, 'from' | 'subject'>> {
  const head = await beginning(path).catch(() => '');
  const from = field(head, 'from');
  const address =
    /<([^\s<>@]{1,64}@[^\s<>@]{1,255})>/.exec(from)?.[1] ??
    /[^\s<>@,;"]{1,64}@[^\s<>@,;"]{1,255}/.exec(from)?.[0];
  return { from: { name: '', address: (address ?? '').toLowerCase() }, subject: field(head, 'subject') };
}

async function beginning(path: string): Promise<string> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await handle.close();
  }
}

/** The first field of a name, unfolded and without control characters. */
function field(head: string, name: string): string {
  const lines = head.split(/\r?\n/);
  const at = lines.findIndex((line) => line.toLowerCase().startsWith(`${name}:`));
  if (at < 0) return '';
  let value = (lines[at] ?? '').slice(name.length + 1);
  for (const line of lines.slice(at + 1)) {
    if (!/^[ \t]/.test(line) || value.length > lineLengthMax) break;
    value += line;
  }
  return value
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, lineLengthMax);
}
