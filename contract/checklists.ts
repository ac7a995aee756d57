/** Checklists: what is to be done in a conversation, from a template or written by hand, ticked one by one. */
import { z } from 'zod';
import { checklistTemplate } from './checklist-entries.ts';
import { endpoint } from './endpoint.ts';
import { actor } from './entries.ts';
import { id, time } from './ids.ts';

export const checklistTemplatesMax = 100;
export const checklistsMax = 20;
export const checklistItemsMax = 100;
export const checklistNameLengthMax = 100;
export const checklistItemLengthMax = 500;
/** Of how many checklists at most, newest first, a list of conversations shows how far they are. */
export const checklistProgressMax = 1_000;

export const checklist = z.object({
  id,
  /** Where it stands now: in the conversation that its own was merged into, until that is undone. */
  conversationId: id,
  /** The template that it was made from; null: written by hand. */
  templateId: id.nullable(),
  name: z.string(),
  items: z.array(z.object({ id, text: z.string(), doneAt: time.nullable(), doneBy: actor.nullable() })),
  addedAt: time,
  addedBy: actor,
});
export type Checklist = z.output<typeof checklist>;

/** How many items of a conversation's checklists are ticked. */
export const checklistProgress = z.object({ conversationId: id, done: z.int(), total: z.int() });
export type ChecklistProgress = z.output<typeof checklistProgress>;

const name = z.string().trim().min(1, 'Write a name.').max(checklistNameLengthMax);
const text = z.string().trim().min(1, 'Write what is to be done.').max(checklistItemLengthMax);
const texts = z.array(text).max(checklistItemsMax, `A checklist has at most ${checklistItemsMax} items.`);
const params = z.object({ id });

export const checklistEndpoints = {
  listChecklistTemplates: endpoint({
    name: 'listChecklistTemplates',
    method: 'GET',
    path: '/checklist-templates',
    access: 'conversations:read',
    summary: 'The templates of checklists by name, archived ones too.',
    output: z.object({ data: z.array(checklistTemplate) }),
    status: 200,
  }),
  createChecklistTemplate: endpoint({
    name: 'createChecklistTemplate',
    method: 'POST',
    path: '/checklist-templates',
    access: 'workspace:manage',
    summary: 'Makes a template of checklists. Names differ by more than capitals.',
    body: z.object({ name, items: texts.min(1, 'Write at least one item.') }),
    output: checklistTemplate,
    status: 201,
  }),
  changeChecklistTemplate: endpoint({
    name: 'changeChecklistTemplate',
    method: 'PATCH',
    path: '/checklist-templates/:id',
    access: 'workspace:manage',
    summary:
      'Changes what is sent, and leaves the rest. Checklists that were made from it stay as they are; an archived one is offered no more.',
    params,
    body: z
      .object({ name, items: texts.min(1, 'Write at least one item.'), archived: z.boolean() })
      .partial(),
    output: checklistTemplate,
    status: 200,
  }),
  listChecklists: endpoint({
    name: 'listChecklists',
    method: 'GET',
    path: '/checklists',
    access: 'conversations:read',
    summary:
      'The checklists that stand in a conversation, oldest first: also of those that were merged into it.',
    query: z.object({ conversationId: id }),
    output: z.object({ data: z.array(checklist) }),
    status: 200,
  }),
  listChecklistProgress: endpoint({
    name: 'listChecklistProgress',
    method: 'GET',
    path: '/checklists/progress',
    access: 'conversations:read',
    summary: `How many items are ticked in conversations that are not closed, of the newest ${checklistProgressMax} checklists.`,
    output: z.object({ data: z.array(checklistProgress) }),
    status: 200,
  }),
  addChecklist: endpoint({
    name: 'addChecklist',
    method: 'POST',
    path: '/checklists',
    access: 'conversations:write',
    summary:
      'Adds a checklist to a conversation: from a template by `templateId`, or with a `name` and `items` of its own.',
    body: z.object({
      conversationId: id,
      templateId: id.optional(),
      name: name.optional(),
      items: texts.optional(),
    }),
    output: checklist,
    status: 201,
  }),
  changeChecklist: endpoint({
    name: 'changeChecklist',
    method: 'PATCH',
    path: '/checklists/:id',
    access: 'conversations:write',
    summary: 'Changes its name, or the order of its items: `itemIds` are all of them.',
    params,
    body: z.object({ name, itemIds: z.array(id).max(checklistItemsMax) }).partial(),
    output: checklist,
    status: 200,
  }),
  removeChecklist: endpoint({
    name: 'removeChecklist',
    method: 'DELETE',
    path: '/checklists/:id',
    access: 'conversations:write',
    summary: 'Removes a checklist with all its items.',
    params,
    status: 204,
  }),
  addChecklistItem: endpoint({
    name: 'addChecklistItem',
    method: 'POST',
    path: '/checklists/:id/items',
    access: 'conversations:write',
    summary: 'Adds an item at the end.',
    params,
    body: z.object({ text }),
    output: checklist,
    status: 201,
  }),
  changeChecklistItem: endpoint({
    name: 'changeChecklistItem',
    method: 'PATCH',
    path: '/checklist-items/:id',
    access: 'conversations:write',
    summary: 'Changes what an item says.',
    params,
    body: z.object({ text }),
    output: checklist,
    status: 200,
  }),
  removeChecklistItem: endpoint({
    name: 'removeChecklistItem',
    method: 'DELETE',
    path: '/checklist-items/:id',
    access: 'conversations:write',
    summary: 'Removes an item.',
    params,
    output: checklist,
    status: 200,
  }),
  tickChecklistItem: endpoint({
    name: 'tickChecklistItem',
    method: 'POST',
    path: '/checklist-items/:id/tick',
    access: 'conversations:write',
    summary: 'Says that an item is done; who said so first, and when, stays.',
    params,
    output: checklist,
    status: 200,
  }),
  untickChecklistItem: endpoint({
    name: 'untickChecklistItem',
    method: 'DELETE',
    path: '/checklist-items/:id/tick',
    access: 'conversations:write',
    summary: 'Says that an item is to be done after all.',
    params,
    output: checklist,
    status: 200,
  }),
};
