/** The payloads of entries about checklists of conversations, and about the templates of them. */
import { z } from 'zod';
import { id } from './ids.ts';

const text = z.string();
const item = z.object({ itemId: id, text });

/** A list to begin with: its name, and what is to be done, in order. */
export const checklistTemplate = z.object({ id, name: text, items: z.array(text), archived: z.boolean() });
export type ChecklistTemplate = z.output<typeof checklistTemplate>;

export const checklistPayloads = {
  'checklist_template.created': checklistTemplate,
  'checklist_template.changed': checklistTemplate,
  'checklist.added': z.object({
    checklistId: id,
    customerId: id,
    conversationId: id,
    templateId: id.nullable(),
    name: text,
    items: z.array(item),
  }),
  'checklist.renamed': z.object({ checklistId: id, name: text }),
  'checklist.removed': z.object({ checklistId: id, name: text }),
  'checklist.reordered': z.object({ checklistId: id, itemIds: z.array(id) }),
  'checklist.item_added': item.extend({ checklistId: id }),
  'checklist.item_changed': item,
  'checklist.item_ticked': item,
  'checklist.item_unticked': item,
  'checklist.item_removed': item,
} as const;
