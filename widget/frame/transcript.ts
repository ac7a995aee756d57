/** The thread as a text to keep: what this session may see, in the visitor's language and time zone. */
import type { Locale } from '../../contract/ids.ts';
import type { VisitorMessage } from '../../contract/visitor.ts';
import type { ChatActions } from './chat.ts';
import type { MenuWords } from './locales/menu-words.ts';

const pagesMax = 100;

export type WholeThread = {
  /** Oldest first. */
  messages: readonly VisitorMessage[];
  /** Whether there are older ones that were left out. */
  isCut: boolean;
};

/** Every page of the thread up to a limit; undefined when one can't be had. */
export async function fetchWhole(fetchPage: ChatActions['page']): Promise<WholeThread | undefined> {
  const newestFirst: VisitorMessage[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pagesMax; page += 1) {
    const found = await fetchPage(cursor);
    if (!found) return undefined;
    newestFirst.push(...found.data);
    cursor = found.next ?? undefined;
    if (!cursor) break;
  }
  return { messages: newestFirst.reverse(), isCut: cursor !== undefined };
}

type Setting = {
  locale: Locale;
  say: Pick<MenuWords, 'timesIn' | 'cut' | 'edited' | 'deleted'>;
  you: string;
  businessName: string;
  timeZone: string;
};

/** A message's words are set in: none can pass for the beginning of another message. */
export function transcriptOf(
  { messages, isCut }: WholeThread,
  { locale, say, you, businessName, timeZone }: Setting,
): string {
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', timeZone });
  const told = messages.map(({ from, authorName, occurredAt, text, attachments = [], changed }) => {
    const name = from === 'visitor' ? you : authorName || businessName;
    const lines = [
      ...(changed?.isDeleted ? [`[${say.deleted}]`] : []),
      ...(text ? text.split(/\r\n?|[\n\v\f\u0085\u2028\u2029]/) : []),
      ...attachments.map((file) => `[${file.name}]`),
    ];
    const isEdited = changed?.isEdited && !changed.isDeleted;
    const heading = [time.format(new Date(occurredAt)), name, ...(isEdited ? [say.edited] : [])].join(' · ');
    return [heading, ...lines.map((line) => `    ${line}`)].join('\n');
  });
  const head = `${businessName}\n${say.timesIn(timeZone)}${isCut ? `\n${say.cut(messages.length)}` : ''}`;
  return `${[head, ...told].join('\n\n')}\n`;
}
