/** The payloads of entries about companies. */
import { z } from 'zod';
import { id } from './ids.ts';

const text = z.string();
const json = z.record(text, z.unknown());

export const companyPayloads = {
  // `verified`: somebody said it who is believed; else a browser's key claimed it.
  'company.created': z.object({
    companyId: id,
    externalId: text.nullable(),
    domains: z.array(text),
    traits: json,
    verified: z.boolean(),
  }),
  /** What was said or changed; null takes an attribute away. What is absent stays as it is. */
  'company.updated': z.object({
    companyId: id,
    externalId: text.nullable().optional(),
    domains: z.object({ added: z.array(text), removed: z.array(text) }).optional(),
    traits: json,
    verified: z.boolean(),
    archived: z.boolean().optional(),
  }),
  // Also with what somebody does there, when that is told or changes; empty where it was taken away.
  'company.member_added': z.object({
    companyId: id,
    companyName: text.nullable(),
    customerId: id,
    role: text.nullable(),
    verified: z.boolean(),
  }),
  'company.member_removed': z.object({ companyId: id, companyName: text.nullable(), customerId: id }),
  // Never there: the import that made the company was undone.
  'company.withdrawn': z.object({ companyId: id }),
} as const;
