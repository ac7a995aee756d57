/** The page to read: everything of a copy in one HTML file that needs nothing else. Every text is escaped. */
import type { Locale } from '../../contract/ids.ts';
import { type PageWords, pageWords } from './locales/page.ts';

type Json = Record<string, unknown>;
/** What the copy tells, by name; entries come in pages. */
export type Told = {
  workspace: string;
  at: string;
  locale: Locale;
  parts: Json;
  memberName: (id: string) => string;
};

const style = `body{font:16px/1.5 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b2328}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.5rem;border-bottom:1px solid #d5dbdf}h3{font-size:1rem}
table{border-collapse:collapse;width:100%}td,th{text-align:start;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #eef1f3;overflow-wrap:anywhere}
th{font-weight:600;width:14rem}blockquote{margin:.5rem 0;padding:.5rem .75rem;background:#f3f5f6;border-radius:8px;white-space:pre-wrap;overflow-wrap:anywhere}
small{color:#56646c}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.8rem;margin:.25rem 0}`;

/** The page, a piece at a time. */
export async function* pageOf(told: Told, entries: AsyncIterable<Json[]>): AsyncGenerator<string> {
  const words = pageWords[told.locale];
  const { parts } = told;
  const customer = (parts.customer ?? {}) as Json;
  yield `<!doctype html><html lang="${told.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`;
  yield `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`;
  yield `<title>${escaped(words.title)}</title><style>${style}</style></head><body><h1>${escaped(words.title)}</h1>`;
  yield `<p>${escaped(words.about(told.workspace, told.at))}</p>`;
  const { identities, attributes, ...who } = customer;
  yield section(words.customer, table(who));
  yield section(words.identities, table(identityRows(identities, words)));
  yield section(words.attributes, table((attributes ?? {}) as Json, words));
  yield section(words.profile, table((parts.profile ?? {}) as Json, words));
  yield section(words.consents, list(parts.consents, words));
  yield section(words.orders, list(parts.orders, words));
  yield section(words.reviews, list(parts.reviews, words));
  yield section(words.conversations, conversations(parts.conversations, told, words));
  for (const name of Object.keys(parts).filter((one) => !shown.has(one))) {
    yield section((words[name as keyof PageWords] as string | undefined) ?? name, list(parts[name], words));
  }
  yield `<h2>${escaped(words.entries)}</h2>`;
  for await (const page of entries) yield page.map(entryOf).join('');
  yield '</body></html>';
}

const shown = new Set(['customer', 'profile', 'consents', 'orders', 'reviews', 'conversations']);

/** A text as HTML shows it. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function section(title: string, content: string): string {
  return `<h2>${escaped(title)}</h2>${content}`;
}

function cellOf(value: unknown): string {
  if (typeof value === 'string') return escaped(value);
  return value !== null && typeof value === 'object'
    ? `<pre>${escaped(JSON.stringify(value, null, 2))}</pre>`
    : escaped(String(value));
}

function table(row: Json, words?: PageWords): string {
  const rows = Object.entries(row).filter(([, value]) => value !== null && value !== undefined);
  if (rows.length === 0) return words ? `<p>${escaped(words.nothing)}</p>` : '';
  return `<table>${rows.map(([name, value]) => `<tr><th>${escaped(name)}</th><td>${cellOf(value)}</td></tr>`).join('')}</table>`;
}

function identityRows(identities: unknown, words: PageWords): Json {
  const rows = (identities ?? []) as { kind: string; value: string; verified: boolean }[];
  return Object.fromEntries(
    rows.map(({ kind, value, verified }) => [value, `${kind}, ${verified ? words.proven : words.claimed}`]),
  );
}

function list(rows: unknown, words: PageWords): string {
  if (!Array.isArray(rows) || rows.length === 0) return `<p>${escaped(words.nothing)}</p>`;
  return rows.map((row: Json) => `${table(row)}<br>`).join('');
}

function conversations(rows: unknown, { memberName }: Told, words: PageWords): string {
  if (!Array.isArray(rows) || rows.length === 0) return `<p>${escaped(words.nothing)}</p>`;
  return rows
    .map((row: Json) => {
      const { messages, ...facts } = row;
      const said = (messages as Json[]).map((message) => {
        const author = message.author as { kind: string; id: string | null };
        const by = { customer: words.you, member: memberName(author.id ?? ''), system: words.machine }[
          author.kind
        ];
        const kind = message.note === true ? ` (${words.note})` : '';
        return `<small>${escaped(`${String(message.occurredAt)} · ${by}${kind}`)}</small><blockquote>${escaped(String(message.text))}</blockquote>`;
      });
      return `${table(facts)}${said.join('')}`;
    })
    .join('<br>');
}

function entryOf({ occurredAt, kind, payload }: Json): string {
  return `<small>${escaped(`${String(occurredAt)} · ${String(kind)}`)}</small><pre>${escaped(JSON.stringify(payload))}</pre>`;
}
