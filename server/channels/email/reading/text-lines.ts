/** The lines of a text, with where each begins, and what each is by itself. */
import { deviceLine } from './device-signatures.ts';

export type Lines = {
  /** Where each line begins; one more at the end. */
  starts: number[];
  /** Without space around; only the first 500 characters. */
  texts: string[];
  what: LineKind[];
};

export type LineKind = 'blank' | 'text' | 'code' | 'quoted' | 'device' | 'perhaps-device' | 'signature-mark';

/** Nothing that is looked for in a line is longer. */
const lineCharsSeenMax = 500;

/** Reads a text into lines; what stands between two fences of code is code, whatever it looks like. */
export function linesOf(text: string): Lines {
  const lines: Lines = { starts: [], texts: [], what: [] };
  let fence = -1;
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline + 1;
    lines.starts.push(start);
    if (end === start + 1 && newline >= 0) {
      lines.texts.push('');
      lines.what.push('blank');
      start = end;
      continue;
    }
    const seen = text.slice(start, Math.min(end, start + lineCharsSeenMax));
    const line = seen.trim();
    lines.texts.push(line);
    lines.what.push(kindOf(line, seen));
    if (line.startsWith('```') && seen.charCodeAt(0) === 0x60) {
      if (fence >= 0) lines.what.fill('code', fence);
      fence = fence >= 0 ? -1 : lines.what.length - 1;
    }
    start = end;
  }
  lines.starts.push(text.length);
  return lines;
}

function kindOf(line: string, seen: string): LineKind {
  if (line === '') return 'blank';
  const first = line.charCodeAt(0);
  if (first === 0x3e || isInitialled(line)) return 'quoted';
  if (
    first === 0x7c &&
    (line.length === 1 || line.charCodeAt(1) === 0x20) &&
    !line.endsWith('|', line.length)
  ) {
    return 'quoted';
  }
  if (line === '|') return 'quoted';
  if (isSignatureMark(line, seen)) return 'signature-mark';
  const device = deviceLine(line);
  return device === undefined ? 'text' : device === 'sure' ? 'device' : 'perhaps-device';
}

/** `JD> ` before each line: how Gnus, Mutt and FidoNet readers quote. */
function isInitialled(line: string): boolean {
  const first = line.charCodeAt(0);
  return first >= 0x41 && first <= 0x5a && /^[A-Z]{1,3}>(?: |>|$)/.test(line.slice(0, 6));
}

/** RFC 3676 has `-- `; many programs drop the space, and some draw a dash instead. */
function isSignatureMark(line: string, seen: string): boolean {
  if (line.length > 2) return false;
  return line === '--' || line === '—' || line === '––' || (line === '-' && seen.startsWith('- '));
}
