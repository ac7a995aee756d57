/** Checklists and their templates as read models of their entries. */
import { type RawBuilder, sql } from 'kysely';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { forgetWords } from '../customers/index.ts';
import { append, type NewEntry } from '../ledger/index.ts';
import { arrayText, runAll, type Tx } from '../platform/db/index.ts';

/** Kinds that change templates of checklists. */
export const templateKinds = [
  'checklist_template.created',
  'checklist_template.changed',
] as const satisfies readonly EntryKind[];

/** Kinds that change checklists. */
export const checklistKinds = [
  'checklist.added',
  'checklist.renamed',
  'checklist.removed',
  'checklist.reordered',
  'checklist.item_added',
  'checklist.item_changed',
  'checklist.item_ticked',
  'checklist.item_unticked',
  'checklist.item_removed',
] as const satisfies readonly EntryKind[];
type ChecklistKind = (typeof checklistKinds)[number];
type TemplateKind = (typeof templateKinds)[number];
type Sql = RawBuilder<unknown>;

/** Appends an entry about a checklist and changes the checklist accordingly. The caller holds it. */
export async function recordChecklist<K extends ChecklistKind>(tx: Tx, entry: NewEntry<K>): Promise<void> {
  const appended = await append(tx, entry);
  await applyToChecklists(tx, appended.entry as Entry<ChecklistKind>);
}

/** What an entry means to the tables of checklists. */
export async function applyToChecklists(tx: Tx, entry: Entry<ChecklistKind>): Promise<void> {
  await runAll(tx, statementsOf(entry));
}

/** What an entry means to the table of templates. */
export async function applyToTemplates(tx: Tx, entry: Entry<TemplateKind>): Promise<void> {
  const { id, name, items, archived } = entry.payload;
  await sql`
    insert into checklist_templates (id, name, items, archived)
    values (${id}, ${name}, ${JSON.stringify(items)}::jsonb, ${archived})
    on conflict (workspace_id, id) do update set name = excluded.name, items = excluded.items,
      archived = excluded.archived`.execute(tx);
}

/** Takes away the checklists of conversations with these customers. */
export async function forgetChecklists(tx: Tx, customerIds: readonly string[]): Promise<void> {
  await forgetWords(tx, 'checklist_items', customerIds);
  await forgetWords(tx, 'checklists', customerIds);
}

function statementsOf(entry: Entry<ChecklistKind>): Sql[] {
  switch (entry.kind) {
    case 'checklist.added':
      return add(entry);
    case 'checklist.renamed': {
      const { checklistId, name } = entry.payload;
      return [sql`update checklists set name = ${name} where id = ${checklistId}`];
    }
    case 'checklist.removed': {
      const { checklistId } = entry.payload;
      return [
        sql`delete from checklist_items where checklist_id = ${checklistId}`,
        sql`delete from checklists where id = ${checklistId}`,
      ];
    }
    case 'checklist.reordered': {
      const { checklistId, itemIds } = entry.payload;
      return [
        sql`
          update checklist_items i set place = o.place
          from unnest(${arrayText(itemIds)}::uuid[]) with ordinality as o (id, place)
          where i.id = o.id and i.checklist_id = ${checklistId}`,
      ];
    }
    case 'checklist.item_added': {
      const { checklistId, itemId, text } = entry.payload;
      return [
        sql`
          insert into checklist_items (id, checklist_id, customer_id, text, place)
          select ${itemId}, l.id, l.customer_id, ${text},
            1 + coalesce((select max(i.place) from checklist_items i where i.checklist_id = l.id), 0)
          from checklists l where l.id = ${checklistId}`,
      ];
    }
    case 'checklist.item_changed':
      return [setItem(entry, sql`text = ${entry.payload.text}`)];
    case 'checklist.item_ticked':
      return [
        setItem(entry, sql`done_at = ${entry.occurredAt}, done_by = ${JSON.stringify(entry.actor)}::jsonb`),
      ];
    case 'checklist.item_unticked':
      return [setItem(entry, sql`done_at = null, done_by = null`)];
    case 'checklist.item_removed':
      return [sql`delete from checklist_items where id = ${entry.payload.itemId}`];
  }
}

function add(entry: Entry<'checklist.added'>): Sql[] {
  const { checklistId, customerId, conversationId, templateId, name, items } = entry.payload;
  return [
    sql`
      insert into checklists (id, customer_id, conversation_id, template_id, name, added_at, added_by)
      values (${checklistId}, ${customerId}, ${conversationId}, ${templateId}, ${name}, ${entry.occurredAt},
        ${JSON.stringify(entry.actor)}::jsonb)`,
    sql`
      insert into checklist_items (id, checklist_id, customer_id, text, place)
      select (i.item ->> 'itemId')::uuid, ${checklistId}, ${customerId}, i.item ->> 'text', i.place
      from jsonb_array_elements(${JSON.stringify(items)}::jsonb) with ordinality as i (item, place)`,
  ];
}

const setItem = ({ payload }: { payload: { itemId: string } }, parts: Sql): Sql =>
  sql`update checklist_items set ${parts} where id = ${payload.itemId}`;
