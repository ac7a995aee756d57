/** The words that a workspace puts on conversations. */
import { z } from 'zod';
import { tag, tagColour } from './conversation-entries.ts';
import { endpoint } from './endpoint.ts';
import { id } from './ids.ts';

export const tagsMax = 500;
export const tagNameLengthMax = 60;

const name = z
  .string()
  .trim()
  .min(1, 'Write a name.')
  .max(tagNameLengthMax, `Write at most ${tagNameLengthMax} characters.`);

export const tagEndpoints = {
  listTags: endpoint({
    name: 'listTags',
    method: 'GET',
    path: '/tags',
    access: 'conversations:read',
    summary: 'The tags of the workspace by name, archived ones too.',
    output: z.object({ data: z.array(tag) }),
    status: 200,
  }),
  createTag: endpoint({
    name: 'createTag',
    method: 'POST',
    path: '/tags',
    access: 'conversations:write',
    summary: 'Makes a tag. Names differ by more than capitals.',
    body: z.object({ name, colour: tagColour.default('grey') }),
    output: tag,
    status: 201,
  }),
  changeTag: endpoint({
    name: 'changeTag',
    method: 'PATCH',
    path: '/tags/:id',
    access: 'workspace:manage',
    summary:
      'Changes what is sent, and leaves the rest. An archived tag stays where it is and is offered no more.',
    params: z.object({ id }),
    body: z.object({ name, colour: tagColour, archived: z.boolean() }).partial(),
    output: tag,
    status: 200,
  }),
};
