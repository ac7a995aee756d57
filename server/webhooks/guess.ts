/** A mapping that a person would begin with, from one body. Pure. */
import type { DayOrder } from '../../contract/imports.ts';
import {
  type WebhookField,
  type WebhookKind,
  type WebhookMapping,
  type WebhookSource,
  webhookRowsMax,
} from '../../contract/webhooks.ts';
import type { Json } from './body.ts';
import { tableOf } from './mapping.ts';
import { cellOf, pathsIn, valueAt } from './path.ts';
import type { Taker } from './taker.ts';

type Leaf = { path: string; value: Json };

/** What most systems call the list of what a kind is about. */
const listNames: Record<WebhookKind, RegExp> = {
  customers: /^(customers?|contacts?|users?|people|clientes|客户)$/i,
  companies: /^(companies|company|accounts?|organi[sz]ations?|empresas?|公司)$/i,
  orders: /^(orders?|pedidos|订单)$/i,
  refunds: /^(refunds?|reembolsos|退款)$/i,
  reviews: /^(reviews?|ratings?|avaliações|评价)$/i,
  events: /^(events?|batch|eventos|事件)$/i,
};
/** What shops call the list of what was bought. */
const lineNames = /(^|\.)(line_?items|lines|items|products|produtos|itens|商品|商品明细)$/i;
/** The field that an id without another name fills; the other kinds have it as their key. */
const ownIdFields: Partial<Record<WebhookKind, string>> = { orders: 'order', customers: 'user' };
const wrapperNames = /^(data|items|results|payload|object|resource|list)$/i;

/** The same with the country of its phone numbers, where they name none. */
export async function guessWithCountry(
  kind: WebhookKind,
  taker: Taker,
  body: Json,
  timeZone: string,
): Promise<WebhookMapping> {
  const mapping = guessMapping(kind, taker, body);
  const table = tableOf(mapping, body, { fields: taker.fields, receivedAt: '' });
  if ('code' in table) return mapping;
  const phones = taker.fields.flatMap(({ name, type }) =>
    type === 'phone' ? (table.map.fields[name] ?? []) : [],
  );
  const places = phones.map((column) => table.columns.indexOf(column));
  const texts = table.rows.flatMap((cells) => places.map((place) => (cells[place] ?? '').trim()));
  const country = await taker.countryOf(
    texts.filter((text) => text !== ''),
    timeZone,
  );
  return country === undefined ? mapping : { ...mapping, country };
}

/** Which path is which field, and where the rows stand. */
export function guessMapping(kind: WebhookKind, taker: Taker, body: Json): WebhookMapping {
  const list = listFor(kind, body);
  const found = list === null ? body : valueAt(list, body, body);
  const row = (Array.isArray(found) ? found[0] : found) ?? null;
  const { leaves } = pathsIn(row);
  const outer = list === null || list === '$' ? [] : outerLeaves(body, list);
  const fields = new Map<string, Leaf>();
  let key: string[] = [];
  // By the whole path, by its last two names, by the last one; then the same outside of the list.
  for (const [among, names] of [
    [leaves, 9],
    [leaves, 2],
    [leaves, 1],
    [outer, 9],
    [outer, 1],
  ] as const) {
    const left = among.filter(({ path }) => ![...fields.values()].some((leaf) => leaf.path === path));
    const named = byName(left, names);
    const isObject = ({ value }: Leaf) => value !== null && typeof value === 'object';
    const map = guessAmong(taker, named, (leaf) => !isObject(leaf));
    const objects = guessAmong(taker, named, (leaf) => isObject(leaf) && !Array.isArray(leaf.value));
    for (const { name, type } of taker.fields) {
      const leaf = named.get((type === 'json' ? objects : map).fields[name] ?? '');
      if (leaf && !fields.has(name)) fields.set(name, leaf);
    }
    const own = named.get(map.key[0] ?? '');
    if (key.length === 0 && own && among === leaves) key = [own.path];
  }
  const bought = leaves.find(({ path, value }) => Array.isArray(value) && lineNames.test(path));
  if (bought && kind === 'orders' && !fields.has('lines')) fields.set('lines', bought);
  const own = leaves.find(({ path }) => /^(id|uuid|编号)$/i.test(path));
  const idField = ownIdFields[kind];
  if (own && idField && !fields.has(idField)) fields.set(idField, own);
  if (own && !idField && key.length === 0) key = [own.path];
  const sources = Object.fromEntries(
    [...fields].map(([name, leaf]) => [
      name,
      { ...sourceOf(name, leaf, taker.fields, fields), ...datesOf(name, leaf, taker, { body, found }) },
    ]),
  );
  return { makes: kind, list, when: null, key, fields: withTime(sources, taker.fields) };
}

function guessAmong(taker: Taker, named: ReadonlyMap<string, Leaf>, isMeant: (leaf: Leaf) => boolean) {
  const meant = [...named].filter(([, leaf]) => isMeant(leaf));
  return taker.guess({
    columns: meant.map(([name]) => name),
    rows: [meant.map(([, { value }]) => cellOf(value))],
  });
}

function listFor(kind: WebhookKind, body: Json): string | null {
  if (Array.isArray(body)) return '$';
  const { lists } = pathsIn(body);
  const lastOf = (path: string) => path.split('.').at(-1) ?? path;
  const named = lists.find((path) => !path.includes('[') && listNames[kind].test(lastOf(path)));
  // A list of orders among others is that; a list of something else says nothing of this kind.
  const wrapped = lists.find((path) => !path.includes('.') && wrapperNames.test(path));
  return named ?? wrapped ?? null;
}

function outerLeaves(body: Json, list: string): Leaf[] {
  return pathsIn(body)
    .leaves.filter(({ path, value }) => !path.startsWith(list) && !Array.isArray(value))
    .map(({ path, value }) => ({ path: `$.${path}`, value }));
}

/** Leaves by the last so many names of their paths; the shallowest of those that share a name. */
function byName(leaves: readonly Leaf[], names: number): Map<string, Leaf> {
  const named = new Map<string, Leaf>();
  const shallowFirst = [...leaves].sort((a, b) => depthOf(a.path) - depthOf(b.path));
  for (const leaf of shallowFirst) {
    // What stands in a list is one of many.
    if (leaf.path.includes('[')) continue;
    const name = leaf.path.replace(/^\$\./, '').split('.').slice(-names).join(' ');
    if (!named.has(name)) named.set(name, leaf);
  }
  return named;
}

function depthOf(path: string): number {
  return path.split('.').length;
}

/** Of amounts: whether they are cents. Systems that send integers and small letters for the currency mean cents. */
function sourceOf(
  name: string,
  { path, value }: Leaf,
  fields: readonly WebhookField[],
  found: ReadonlyMap<string, Leaf>,
): WebhookSource {
  const type = fields.find((field) => field.name === name)?.type;
  if (type !== 'money' && type !== 'lines') return { path };
  const currency = found.get('currency')?.value;
  const isLow = typeof currency === 'string' && currency !== '' && currency === currency.toLowerCase();
  const isMinor = /cents|minor|centavos/i.test(path) || (Number.isInteger(value) && isLow);
  return { path, unit: isMinor ? 'minor' : 'major' };
}

/** Of times: what comes first in their dates, where one of these proves it. */
function datesOf(
  name: string,
  { path }: Leaf,
  taker: Taker,
  { body, found }: { body: Json; found: Json | undefined },
): { dates?: DayOrder } {
  if (taker.fields.find((field) => field.name === name)?.type !== 'time') return {};
  const rows = Array.isArray(found) ? found.slice(0, webhookRowsMax) : [found ?? null];
  const order = taker.orderOf(rows.map((row) => cellOf(valueAt(path, row, body)).trim()));
  return order === undefined || order === 'unclear' ? {} : { dates: order };
}

/** Where nothing says when it happened, it happened when it came. */
function withTime(
  sources: Record<string, WebhookSource>,
  fields: readonly WebhookField[],
): Record<string, WebhookSource> {
  const time = fields.find(({ type, needed }) => type === 'time' && needed);
  if (!time || sources[time.name] !== undefined) return sources;
  return { ...sources, [time.name]: { received: true } };
}
