/** Which attributes of customers and of conversations a workspace knows, and of which type each is. */
import { z } from 'zod';
import { attributeDefinition, attributeSubject, attributeTypes } from './care-entries.ts';
import { attributeNameLengthMax, attributeTextLengthMax } from './customers.ts';
import { endpoint } from './endpoint.ts';
import { nameLengthMax } from './entries.ts';

export const definitionsMax = 200;
export const optionsMax = 200;
export const descriptionLengthMax = 500;

export type AttributeDefinition = z.output<typeof attributeDefinition>;

const name = z.string().trim().min(1, 'Write a name.').max(nameLengthMax);
const key = z.string().trim().min(1, 'Write a key.').max(attributeNameLengthMax);
const options = z
  .array(z.string().trim().min(1).max(attributeTextLengthMax))
  .max(optionsMax)
  .refine((all) => new Set(all).size === all.length, 'Write each choice once.');
const description = z.string().trim().max(descriptionLengthMax);
const type = z.enum(attributeTypes);
const body = z.object({
  name,
  description,
  type,
  options,
  archived: z.boolean(),
});
const params = z.object({ key });
const query = z.object({ subject: attributeSubject.default('customer') });

export const attributeEndpoints = {
  listAttributes: endpoint({
    name: 'listAttributes',
    method: 'GET',
    path: '/attributes',
    access: 'customers:read',
    summary:
      'The attributes of customers, or of conversations, that the workspace defined, in their order, archived ones too.',
    query,
    output: z.object({ data: z.array(attributeDefinition) }),
    status: 200,
  }),
  defineAttribute: endpoint({
    name: 'defineAttribute',
    method: 'POST',
    path: '/attributes',
    access: 'workspace:manage',
    summary: 'Defines an attribute. `key` is the name that tracking calls, imports and the API use for it.',
    body: z.object({
      subject: attributeSubject.default('customer'),
      key,
      name,
      type,
      description: description.default(''),
      options: options.default([]),
    }),
    output: attributeDefinition,
    status: 201,
  }),
  changeAttribute: endpoint({
    name: 'changeAttribute',
    method: 'PATCH',
    path: '/attributes/:key',
    access: 'workspace:manage',
    summary:
      'Changes what is sent, and leaves the rest. What is known stays; what does not fit a new type is shown ' +
      'with a warning.',
    params,
    query,
    body: body.partial(),
    output: attributeDefinition,
    status: 200,
  }),
  orderAttributes: endpoint({
    name: 'orderAttributes',
    method: 'PUT',
    path: '/attributes',
    access: 'workspace:manage',
    summary: 'Puts the attributes into the order of these keys; those that are not named come behind them.',
    query,
    body: z.object({ keys: z.array(key).max(definitionsMax) }),
    output: z.object({ data: z.array(attributeDefinition) }),
    status: 200,
  }),
};
