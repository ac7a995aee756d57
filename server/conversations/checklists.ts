/** What members do with checklists. A list stays with its conversation: merged, it is shown where that went. */
import { type RawBuilder, sql } from 'kysely';
import {
  type Checklist,
  type ChecklistProgress,
  checklistItemsMax,
  checklistProgressMax,
  checklistsMax,
} from '../../contract/checklists.ts';
import { Problem } from '../../contract/errors.ts';
import type { By } from '../accounts/index.ts';
import { newId } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { recordChecklist } from './checklist-record.ts';
import { templateInUse } from './checklist-templates.ts';
import { homeOf, partsOf } from './grouping.ts';
import { customerOfConversation, lockConversation } from './queries.ts';

/** The checklist `l` as the API tells it. */
const checklistJson = sql<Checklist>`json_build_object(
  'id', l.id,
  'conversationId', ${homeOf(sql`l.conversation_id`)},
  'templateId', l.template_id,
  'name', l.name,
  'items', coalesce((
    select json_agg(json_build_object('id', i.id, 'text', i.text, 'doneAt', rfc3339(i.done_at), 'doneBy', i.done_by)
      order by i.place, i.id)
    from checklist_items i where i.checklist_id = l.id), '[]'),
  'addedAt', rfc3339(l.added_at),
  'addedBy', l.added_by)`;

/** What stands in a conversation, oldest first. @throws Problem `not-found`. */
export async function listChecklists(tx: Tx, conversationId: string): Promise<Checklist[]> {
  await customerOfConversation(tx, conversationId);
  const parts = await partsOf(tx, conversationId);
  return read(tx, sql`l.conversation_id = any(${arrayText(parts)}::uuid[])`);
}

/** How far the checklists are of conversations that are not closed. */
export async function listProgress(tx: Tx): Promise<ChecklistProgress[]> {
  const { rows } = await sql<ChecklistProgress>`
    with newest as (
      select l.id, l.conversation_id from checklists l
      join conversations c on c.id = l.conversation_id and c.status <> 'closed'
      order by l.added_at desc, l.id limit ${checklistProgressMax})
    select ${homeOf(sql`l.conversation_id`)} as "conversationId",
      count(i.done_at)::integer as done, count(*)::integer as total
    from newest l join checklist_items i on i.checklist_id = l.id
    group by 1 order by 1`.execute(tx);
  return rows;
}

type Input = {
  conversationId: string;
  templateId?: string | undefined;
  name?: string | undefined;
  items?: string[] | undefined;
};

/** Adds a checklist. @throws Problem when conversation or template are not there, or there is neither template nor name. */
export async function addChecklist(tx: Tx, by: By, input: Input): Promise<Checklist> {
  const { id: conversationId, customerId } = await lockConversation(tx, input.conversationId);
  const template = input.templateId === undefined ? undefined : await templateInUse(tx, input.templateId);
  const name = input.name ?? template?.name;
  if (name === undefined) {
    const message = 'Write a name, or choose a template.';
    throw new Problem('invalid-input', message, { errors: [{ path: 'body.name', message }] });
  }
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from checklists where conversation_id = ${conversationId}`.execute(tx);
  if ((rows[0]?.count ?? 0) >= checklistsMax) {
    throw new Problem(
      'conflict',
      `A conversation has at most ${checklistsMax} checklists. Remove one first.`,
    );
  }
  const checklistId = newId();
  const items = (input.items ?? template?.items ?? []).map((text) => ({ itemId: newId(), text }));
  await recordChecklist(tx, {
    kind: 'checklist.added',
    payload: { checklistId, customerId, conversationId, templateId: template?.id ?? null, name, items },
    ...within(customerId, by),
  });
  return readChecklist(tx, checklistId);
}

/** Changes the name or the order; what is the same already is not written down. @throws Problem `conflict`. */
export async function changeChecklist(
  tx: Tx,
  by: By,
  checklistId: string,
  { name, itemIds }: { name?: string | undefined; itemIds?: string[] | undefined },
): Promise<Checklist> {
  const { customerId, ...before } = await lockChecklist(tx, checklistId);
  if (name !== undefined && name !== before.name) {
    const payload = { checklistId, name };
    await recordChecklist(tx, { kind: 'checklist.renamed', payload, ...within(customerId, by) });
  }
  const stand = before.items.map(({ id }) => id);
  if (itemIds !== undefined && itemIds.join() !== stand.join()) {
    if ([...itemIds].sort().join() !== [...stand].sort().join()) {
      throw new Problem('conflict', 'The items have changed meanwhile. Look again, and order them anew.');
    }
    const payload = { checklistId, itemIds };
    await recordChecklist(tx, { kind: 'checklist.reordered', payload, ...within(customerId, by) });
  }
  return readChecklist(tx, checklistId);
}

/** Removes a checklist. @throws Problem `not-found`. */
export async function removeChecklist(tx: Tx, by: By, checklistId: string): Promise<void> {
  const { customerId, name } = await lockChecklist(tx, checklistId);
  const payload = { checklistId, name };
  await recordChecklist(tx, { kind: 'checklist.removed', payload, ...within(customerId, by) });
}

/** Adds an item at the end. @throws Problem `conflict` when there are too many. */
export async function addItem(tx: Tx, by: By, checklistId: string, text: string): Promise<Checklist> {
  const { customerId, items } = await lockChecklist(tx, checklistId);
  if (items.length >= checklistItemsMax)
    throw new Problem('conflict', `A checklist has at most ${checklistItemsMax} items.`);
  const payload = { checklistId, itemId: newId(), text };
  await recordChecklist(tx, { kind: 'checklist.item_added', payload, ...within(customerId, by) });
  return readChecklist(tx, checklistId);
}

/** Changes what an item says. */
export async function changeItem(tx: Tx, by: By, itemId: string, text: string): Promise<Checklist> {
  const { customerId, item, checklistId } = await lockItem(tx, itemId);
  if (item.text !== text) {
    await recordChecklist(tx, {
      kind: 'checklist.item_changed',
      payload: { itemId, text },
      ...within(customerId, by),
    });
  }
  return readChecklist(tx, checklistId);
}

/** Says whether an item is done; what is so already stays as it is. */
export async function setDone(tx: Tx, by: By, itemId: string, isDone: boolean): Promise<Checklist> {
  const { customerId, item, checklistId } = await lockItem(tx, itemId);
  if ((item.doneAt !== null) !== isDone) {
    const kind = isDone ? ('checklist.item_ticked' as const) : ('checklist.item_unticked' as const);
    await recordChecklist(tx, { kind, payload: { itemId, text: item.text }, ...within(customerId, by) });
  }
  return readChecklist(tx, checklistId);
}

/** Removes an item. */
export async function removeItem(tx: Tx, by: By, itemId: string): Promise<Checklist> {
  const { customerId, item, checklistId } = await lockItem(tx, itemId);
  const payload = { itemId, text: item.text };
  await recordChecklist(tx, { kind: 'checklist.item_removed', payload, ...within(customerId, by) });
  return readChecklist(tx, checklistId);
}

type Held = Checklist & { customerId: string };

/** Holds a checklist until the transaction ends. @throws Problem `not-found`. */
async function lockChecklist(tx: Tx, id: string): Promise<Held> {
  await sql`select pg_advisory_xact_lock(hashtextextended('checklist ' || ${id}, 0))`.execute(tx);
  const { rows } = await sql<{ json: Checklist; customerId: string }>`
    select ${checklistJson} as json, l.customer_id as "customerId" from checklists l where l.id = ${id}`.execute(
    tx,
  );
  if (!rows[0]) throw noSuchChecklist();
  return { ...rows[0].json, customerId: rows[0].customerId };
}

async function lockItem(tx: Tx, itemId: string) {
  const { rows } = await sql<{ checklistId: string }>`
    select checklist_id as "checklistId" from checklist_items where id = ${itemId}`.execute(tx);
  const checklist = rows[0] && (await lockChecklist(tx, rows[0].checklistId));
  const item = checklist?.items.find(({ id }) => id === itemId);
  if (!checklist || !item) throw new Problem('not-found', 'There is no such item.');
  return { customerId: checklist.customerId, checklistId: checklist.id, item };
}

async function readChecklist(tx: Tx, id: string): Promise<Checklist> {
  const [checklist] = await read(tx, sql`l.id = ${id}`);
  if (!checklist) throw noSuchChecklist();
  return checklist;
}

async function read(tx: Tx, which: RawBuilder<unknown>): Promise<Checklist[]> {
  const { rows } = await sql<{ json: Checklist }>`
    select ${checklistJson} as json from checklists l where ${which} order by l.added_at, l.id`.execute(tx);
  return rows.map(({ json }) => json);
}

function noSuchChecklist(): Problem {
  return new Problem('not-found', 'There is no such checklist.');
}

function within(customerId: string, by: By) {
  return { actor: by.actor, direction: 'internal' as const, source: { name: by.source }, customerId };
}
