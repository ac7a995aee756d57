/** A raw mail, read: pure, without network. It is meant for a process of its own, which may be ended at any time. */
import type { Mail, TextPart } from '../mail.ts';
import { correspondentsOf } from './addresses.ts';
import { automaticOf } from './automatic.ts';
import { structureOf } from './body-structure.ts';
import { bounceOf } from './bounce.ts';
import { calendarOf } from './calendar.ts';
import { cleanLine } from './clean.ts';
import { decodeWords } from './encoded-words.ts';
import { filesOf } from './files.ts';
import { foldText } from './fold-text.ts';
import { messageIdsOf } from './message-ids.ts';
import { splitParts } from './mime-parts.ts';
import { collectOddities } from './oddities.ts';
import { bodyOf } from './plain-body.ts';
import { splitHead, valuesOf } from './raw-head.ts';
import { writtenAtOf } from './written-at.ts';

const subjectCharsMax = 2_000;
/** A character takes some in its encoded form. */
const subjectFieldCharsMax = 50_000;
const referencesFirst = 20;
const referencesLast = 80;
const repliedToMax = 20;

/** What it says. Whatever is odd is said in `oddities`; nothing that a stranger wrote makes it fail. */
export async function readRaw(raw: Buffer): Promise<Mail> {
  const { oddities, odd } = collectOddities();
  const head = splitHead(raw, odd);
  const values = valuesOf(head.fields);
  const structure = structureOf(await splitParts(head, odd));
  const { text, html } = bodyOf(structure, odd);
  for (const name of ['from', 'subject', 'message-id', 'date', 'content-type'])
    if (values(name).length > 1) odd(`more than one ${name}`);
  const writtenAt = writtenAtOf(values('date')[0]);
  if (writtenAt === null) odd(values('date').length === 0 ? 'no date' : 'a date that is none');
  const addresses = (name: string) => correspondentsOf(values(name), odd);
  return {
    messageId: messageIdsOf(values('message-id').slice(0, 1), 1, 0)[0] ?? null,
    inReplyTo: messageIdsOf(values('in-reply-to'), repliedToMax, 0),
    references: messageIdsOf(values('references'), referencesFirst, referencesLast),
    from: addresses('from'),
    sender: addresses('sender')[0] ?? null,
    replyTo: addresses('reply-to'),
    to: addresses('to'),
    cc: addresses('cc'),
    subject: cleanLine(
      decodeWords((values('subject')[0] ?? '').slice(0, subjectFieldCharsMax), odd),
      subjectCharsMax,
    ),
    writtenAt,
    text,
    parts: partsOf(text),
    html,
    files: filesOf(structure, odd),
    automatic: automaticOf(values),
    bounce: bounceOf(raw),
    calendar: calendarOf(structure.files, odd),
    oddities,
  };
}

/** Nobody wrote so many lines: what is behind them is kept as it is, and costs no more than its bytes. */
const foldedLinesMax = 20_000;

function partsOf(text: string): TextPart[] {
  let end = 0;
  for (let lines = 0; lines < foldedLinesMax; lines += 1) {
    end = text.indexOf('\n', end) + 1;
    if (end === 0) return foldText(text);
  }
  return [...foldText(text.slice(0, end)), { kind: 'new', text: text.slice(end) }];
}
