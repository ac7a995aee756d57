/** The payloads of entries about what people may ask of those who hold something on them. */
import { z } from 'zod';
import { id, time } from './ids.ts';

export const privacyKinds = ['export', 'rectify', 'erase', 'restrict', 'object'] as const;
/** What a person asks: a copy, a correction, to be forgotten, to be left alone, not to be advertised to. */
export const privacyKind = z.enum(privacyKinds);
export type PrivacyKind = z.infer<typeof privacyKind>;

export const privacyWays = ['mail', 'phone', 'chat', 'letter', 'in-person', 'form'] as const;
/** By which way somebody asked. */
export const privacyWay = z.enum(privacyWays);
export type PrivacyWay = z.infer<typeof privacyWay>;

export const privacyLaws = ['gdpr', 'lgpd', 'pipl'] as const;
/** By which law the deadline goes. */
export const privacyLaw = z.enum(privacyLaws);
export type PrivacyLaw = z.infer<typeof privacyLaw>;

export const privacyStepNames = [
  'export-started',
  'export-made',
  'export-downloaded',
  'export-gone',
  'corrected',
  'erasing',
  'erased',
  'restricted',
  'lifted',
  'objected',
  'noted',
  'done',
  'refused',
  'reopened',
] as const;
/** What was done about a request. */
export const privacyStepName = z.enum(privacyStepNames);
export type PrivacyStepName = z.infer<typeof privacyStepName>;

const text = z.string();
const request = { requestId: id, customerId: id, what: privacyKind };

export const identityCorrection = z.object({
  kind: z.enum(['email', 'phone', 'user', 'visitor']),
  value: text,
  verified: z.boolean(),
});

export const privacyPayloads = {
  // All ids that the person was known by. Told when it begins, and when what told of them is out of the ledger.
  'customer.erased': z.object({ customerIds: z.array(id), erasureId: id, done: z.boolean() }),
  'customer.restricted': z.object({ customerId: id, restricted: z.boolean() }),
  // What was wrong is gone from who they are found by.
  'customer.corrected': z.object({
    customerId: id,
    removed: z.array(identityCorrection),
    added: z.array(identityCorrection),
  }),
  'privacy.requested': z.object({
    ...request,
    askedBy: text,
    askedHow: privacyWay,
    note: text,
    law: privacyLaw,
    receivedAt: time,
    dueAt: time,
  }),
  'privacy.stepped': z.object({ ...request, step: privacyStepName, detail: text }),
  'privacy.settings_changed': z.object({ changes: z.record(text, z.unknown()) }),
  'privacy.addresses_cut': z.object({ how: text, entries: z.int() }),
} as const;
