/**
 * Writing a year of customers: batches of some, each in a short transaction of its own, one after the other. Two at once
 * would be 1.4 times as fast and make a chat beside them wait three times as long.
 */
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { applyToCompanies, companyKinds } from '../companies/index.ts';
import { writeConversations } from '../conversations/index.ts';
import { writeCustomers } from '../customers/index.ts';
import { appendMany, bulkEntriesMax, mapMany } from '../ledger/index.ts';
import { applyToOrders, applyToReviews, orderKinds, reviewKinds } from '../orders/index.ts';
import { type Db, inWorkspace, type Tx } from '../platform/db/index.ts';
import type { World } from './business.ts';
import { type Draft, emptyDraft } from './draft.ts';
import { personOf } from './person.ts';
import { addYear } from './year.ts';

/** A transaction that writes holds followers back while it lasts: the limit is 200 ms. */
const batchMillisecondsAim = 90;
const batchCustomersMin = 10;
const batchCustomersMax = 500;
const batchCustomersFirst = 100;

export type Written = { customers: number; conversations: number; entries: number };

/** Writes so many customers; `onBatch` hears how far it is. */
export async function writeCustomersOf(
  db: Db,
  world: World,
  count: number,
  onBatch: (written: Written) => void,
): Promise<Written> {
  const written: Written = { customers: 0, conversations: 0, entries: 0 };
  let batch = batchCustomersFirst;
  for (let index = 0; index < count; ) {
    const draft = emptyDraft();
    const upTo = Math.min(index + batch, count);
    for (; index < upTo; index++) addYear(draft, personOf(world, index, count));
    const began = performance.now();
    await writeDraft(db, world, draft);
    batch = nextBatch(draft, performance.now() - began);
    written.customers += draft.people;
    written.conversations += draft.conversations.length;
    written.entries += draft.entries.length;
    onBatch(written);
  }
  return written;
}

/** As many customers as fit into the time that a batch may take, going by how long this one took. */
function nextBatch(draft: Draft, milliseconds: number): number {
  const inTime = draft.people * (batchMillisecondsAim / milliseconds);
  const inSize = draft.people * (bulkEntriesMax / draft.entries.length);
  return Math.max(batchCustomersMin, Math.floor(Math.min(inTime, inSize, batchCustomersMax)));
}

/** Writes a draft: entries, which get their positions, and the state that they make, in one transaction. */
async function writeDraft(db: Db, world: World, draft: Draft): Promise<void> {
  await inWorkspace(db, world.workspaceId, async (tx) => {
    await writeCustomers(tx, draft.customers, draft.identities);
    const positions = await appendMany(tx, draft.entries);
    draft.entries.forEach((entry, at) => {
      entry.position = positions[at] ?? entry.position;
    });
    if (draft.merges.length > 0) await mapMany(tx, draft.merges);
    const conversations = draft.conversations.map(({ state, last }) => ({
      ...state,
      position: last.position,
    }));
    await writeConversations(tx, conversations, draft.reads);
    await applyAll(tx, draft.entries);
  });
}

/** What entries mean that come as they would from anybody. */
async function applyAll(tx: Tx, entries: readonly Entry[]): Promise<void> {
  const of = <K extends EntryKind>(kinds: readonly K[]) =>
    entries.filter((entry): entry is Extract<Entry, { kind: K }> =>
      (kinds as readonly string[]).includes(entry.kind),
    );
  const [orders, reviews, companies] = [of(orderKinds), of(reviewKinds), of(companyKinds)];
  if (orders.length > 0) await applyToOrders(tx, orders);
  if (reviews.length > 0) await applyToReviews(tx, reviews);
  if (companies.length > 0) await applyToCompanies(tx, companies);
}
