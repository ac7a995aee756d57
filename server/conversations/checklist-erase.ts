/** Checklists of conversations with a person who is erased. */
import { type Holding, wordsHolding } from '../customers/index.ts';

export const checklistsHolding: Holding = wordsHolding({
  table: 'checklists',
  text: 'name',
  kinds: ['checklist.added', 'checklist.renamed'],
  idsIn: ({ checklistId }) => [String(checklistId)],
});

export const checklistItemsHolding: Holding = wordsHolding({
  table: 'checklist_items',
  text: 'text',
  kinds: ['checklist.added', 'checklist.item_added', 'checklist.item_changed'],
  idsIn: ({ itemId, items }) =>
    itemId === undefined
      ? (items as readonly { itemId: string }[]).map((item) => item.itemId)
      : [String(itemId)],
});
