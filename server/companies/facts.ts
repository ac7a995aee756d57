/** What the people of a company come to, and what happened with all of them. */
import type { CompanyFacts } from '../../contract/companies.ts';
import { type EntryKind, touchKinds } from '../../contract/entries.ts';
import type { Order } from '../../contract/orders.ts';
import { countOpen, retold } from '../conversations/index.ts';
import { type JsonPage, readSpan, readTimelines } from '../ledger/index.ts';
import { listOrders, sumOrders } from '../orders/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { idsOfPeople, readCompany } from './queries.ts';

type Page = { limit: number; cursor?: string | undefined };

/** Facts of a company. @throws Problem `not-found`. */
export async function readFacts(tx: Tx, companyId: string): Promise<CompanyFacts> {
  const { people } = await readCompany(tx, companyId);
  const ids = await idsOfPeople(tx, companyId);
  const [{ orders, values }, span, openConversations] = await Promise.all([
    sumOrders(tx, ids),
    readSpan(tx, ids, touchKinds),
    countOpen(tx, ids),
  ]);
  return { people, orders, values, firstTouchAt: span.firstAt, lastTouchAt: span.lastAt, openConversations };
}

/** Orders of everybody who belongs to a company, newest first. @throws Problem `not-found`. */
export async function listOrdersOf(
  tx: Tx,
  companyId: string,
  page: Page,
): Promise<{ data: Order[]; next: string | null }> {
  await readCompany(tx, companyId);
  return listOrders(tx, { ...page, customerIds: await idsOfPeople(tx, companyId) });
}

/** What happened with everybody who belongs to a company, newest first. @throws Problem `not-found`. */
export async function readTimelineOf(
  tx: Tx,
  companyId: string,
  page: Page & { kinds: readonly EntryKind[] },
): Promise<JsonPage> {
  await readCompany(tx, companyId);
  const { data, next } = await readTimelines(tx, await idsOfPeople(tx, companyId), page);
  return { data: await retold(tx, data), next };
}
