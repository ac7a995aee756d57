/** Macros: answers that are written often, with what is done along with them. */
import { z } from 'zod';
import { actions } from './actions.ts';
import { endpoint } from './endpoint.ts';
import { nameLengthMax, textLengthMax } from './entries.ts';
import { id } from './ids.ts';

/** How many a member keeps, and how many the workspace shares. */
export const macrosMax = 500;

export const macroKind = z.enum(['reply', 'note']);

export const macro = z.object({
  id,
  name: z.string(),
  /** What is put into the composer; variables as contract/macro-text.ts says. Empty: it only does something. */
  text: z.string(),
  kind: macroKind,
  actions,
  /** Everybody uses it; otherwise it is the caller's own. */
  shared: z.boolean(),
  /** How often it was used. */
  uses: z.int(),
});
export type Macro = z.output<typeof macro>;

const name = z.string().trim().min(1, 'Write a name.').max(nameLengthMax);
const text = z.string().max(textLengthMax);
const params = z.object({ id });

export const macroEndpoints = {
  listMacros: endpoint({
    name: 'listMacros',
    method: 'GET',
    path: '/macros',
    access: 'conversations:read',
    summary: 'The macros that are shared and those of the caller, by name.',
    output: z.object({ data: z.array(macro) }),
    status: 200,
  }),
  createMacro: endpoint({
    name: 'createMacro',
    method: 'POST',
    path: '/macros',
    access: 'conversations:write',
    summary: 'Makes a macro: a text, something to do, or both.',
    body: z.object({
      name,
      text: text.default(''),
      kind: macroKind.default('reply'),
      actions: actions.default([]),
      shared: z.boolean().default(false),
    }),
    output: macro,
    status: 201,
  }),
  changeMacro: endpoint({
    name: 'changeMacro',
    method: 'PATCH',
    path: '/macros/:id',
    access: 'conversations:write',
    summary: 'Changes what is sent, and leaves the rest.',
    params,
    body: z.object({ name, text, kind: macroKind, actions, shared: z.boolean() }).partial(),
    output: macro,
    status: 200,
  }),
  removeMacro: endpoint({
    name: 'removeMacro',
    method: 'DELETE',
    path: '/macros/:id',
    access: 'conversations:write',
    summary: 'Removes a macro. What was written with it stays.',
    params,
    status: 204,
  }),
  useMacro: endpoint({
    name: 'useMacro',
    method: 'POST',
    path: '/macros/:id/uses',
    access: 'conversations:write',
    summary:
      'Counts that a macro was taken for a conversation. Its text and what it does are sent like any other.',
    params,
    body: z.object({ conversationId: id }),
    output: macro,
    status: 200,
  }),
};
