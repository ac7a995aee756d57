/** What people may ask of those who hold something on them, in one place, with its deadline and its log. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { actor, nameLengthMax } from './entries.ts';
import { id, locale, time, timeInput } from './ids.ts';
import { pageQuery } from './paging.ts';
import { privacyKind, privacyLaw, privacyStepName, privacyWay } from './privacy-entries.ts';

export const privacyNoteLengthMax = 2_000;
/** How long a copy can be downloaded. */
export const exportDaysMax = 7;

export const privacyState = z.enum(['open', 'done', 'refused']);

export const addressModes = ['whole', 'cut', 'drop'] as const;
/** How much of a network address is kept. */
export const addressMode = z.enum(addressModes);
export type AddressMode = z.infer<typeof addressMode>;

export const privacyRequest = z.object({
  id,
  kind: privacyKind,
  /** The surviving customer, and the name that is shown; null where there is none, as after an erasure. */
  customer: z.object({ id, name: z.string().nullable() }),
  askedBy: z.string(),
  askedHow: privacyWay,
  note: z.string(),
  law: privacyLaw,
  receivedAt: time,
  dueAt: time,
  isOverdue: z.boolean(),
  state: privacyState,
  closedAt: time.nullable(),
});
export type PrivacyRequest = z.output<typeof privacyRequest>;

const step = z.object({ id, step: privacyStepName, detail: z.string(), actor, at: time });
export type PrivacyStep = z.output<typeof step>;

const copy = z.object({
  id,
  state: z.enum(['waiting', 'running', 'done', 'failed', 'gone']),
  /** Parts that are written, of how many. */
  done: z.int(),
  of: z.int(),
  bytes: z.int(),
  expiresAt: time.nullable(),
  failure: z.string().nullable(),
});
export type PrivacyCopy = z.output<typeof copy>;

const erasing = z.object({
  id,
  state: z.enum(['running', 'done', 'failed']),
  stage: z.string(),
  /** Entries that were looked at, and changed. */
  lookedAt: z.int(),
  rewritten: z.int(),
  failure: z.string().nullable(),
});
export type PrivacyErasing = z.output<typeof erasing>;

const details = z.object({
  request: privacyRequest,
  steps: z.array(step),
  exports: z.array(copy),
  erasure: erasing.nullable(),
});
export type PrivacyDetails = z.output<typeof details>;

const settings = z.object({ law: privacyLaw, addresses: addressMode });
export type PrivacySettings = z.output<typeof settings>;

const overview = z.object({
  /** Since when nothing of this customer is processed; null: it is. */
  restrictedAt: time.nullable(),
  /** What trackers told meanwhile and was not kept. */
  heldCount: z.int(),
  erasedAt: time.nullable(),
  openRequests: z.array(z.object({ id, kind: privacyKind, dueAt: time })),
});
export type CustomerPrivacy = z.output<typeof overview>;

const params = z.object({ id });
const note = z.string().trim().max(privacyNoteLengthMax);
const identityInput = z.object({
  kind: z.enum(['email', 'phone', 'user']),
  value: z.string().trim().min(1).max(320),
});

export const privacyEndpoints = {
  listPrivacyRequests: endpoint({
    name: 'listPrivacyRequests',
    method: 'GET',
    path: '/privacy/requests',
    access: 'privacy:manage',
    summary: 'Requests of people about their data: open ones by deadline, closed ones newest first.',
    query: pageQuery.extend({ state: z.enum(['open', 'closed']).default('open') }),
    output: z.object({ data: z.array(privacyRequest), next: z.string().nullable() }),
    status: 200,
  }),
  openPrivacyRequest: endpoint({
    name: 'openPrivacyRequest',
    method: 'POST',
    path: '/privacy/requests',
    access: 'privacy:manage',
    summary: 'Writes down that somebody asked; the deadline follows from the law of the workspace.',
    body: z.object({
      kind: privacyKind,
      customerId: id,
      askedBy: z.string().trim().max(nameLengthMax).default(''),
      askedHow: privacyWay,
      note: note.default(''),
      receivedAt: timeInput.optional(),
    }),
    output: privacyRequest,
    status: 201,
  }),
  readPrivacyRequest: endpoint({
    name: 'readPrivacyRequest',
    method: 'GET',
    path: '/privacy/requests/:id',
    access: 'privacy:manage',
    summary: 'A request with each step that was taken, by whom and when.',
    params,
    output: details,
    status: 200,
  }),
  notePrivacyRequest: endpoint({
    name: 'notePrivacyRequest',
    method: 'POST',
    path: '/privacy/requests/:id/notes',
    access: 'privacy:manage',
    summary: 'Adds a note to the log of a request.',
    params,
    body: z.object({ text: note.min(1) }),
    output: details,
    status: 201,
  }),
  closePrivacyRequest: endpoint({
    name: 'closePrivacyRequest',
    method: 'PUT',
    path: '/privacy/requests/:id/state',
    access: 'privacy:manage',
    summary: 'Closes a request as done or refused, with the reason; or opens it again.',
    params,
    body: z.object({ state: privacyState, reason: note.default('') }),
    output: details,
    status: 200,
  }),
  startPrivacyExport: endpoint({
    name: 'startPrivacyExport',
    method: 'POST',
    path: '/privacy/requests/:id/exports',
    access: 'privacy:manage',
    summary: 'Has a copy made of everything that is held on the person.',
    params,
    body: z.object({ locale }),
    output: details,
    status: 202,
  }),
  readPrivacyExport: endpoint({
    name: 'readPrivacyExport',
    method: 'GET',
    path: '/privacy/exports/:id/file',
    access: 'privacy:manage',
    summary: 'The copy as a ZIP: a page to read, and JSON. Until it expires.',
    params,
    status: 200,
  }),
  correctCustomer: endpoint({
    name: 'correctCustomer',
    method: 'POST',
    path: '/privacy/requests/:id/correction',
    access: 'privacy:manage',
    summary: 'Puts right what is wrong: the name, an address in the place of another, an attribute.',
    params,
    body: z.object({
      name: z.string().trim().min(1).max(nameLengthMax).nullable().optional(),
      replace: identityInput.optional(),
      by: identityInput.nullable().optional(),
      attributes: z.record(z.string(), z.unknown()).optional(),
    }),
    output: details,
    status: 200,
  }),
  startErasure: endpoint({
    name: 'startErasure',
    method: 'POST',
    path: '/privacy/requests/:id/erasure',
    access: 'privacy:manage',
    summary:
      'Erases the person for good. `name` is the name that is shown, typed again; without one "ERASE".',
    params,
    body: z.object({ name: z.string().max(nameLengthMax) }),
    output: details,
    status: 202,
  }),
  restrictCustomer: endpoint({
    name: 'restrictCustomer',
    method: 'PUT',
    path: '/privacy/requests/:id/restriction',
    access: 'privacy:manage',
    summary: 'Stops all processing of the person, or lets it go on again.',
    params,
    body: z.object({ restricted: z.boolean() }),
    output: details,
    status: 200,
  }),
  objectForCustomer: endpoint({
    name: 'objectForCustomer',
    method: 'POST',
    path: '/privacy/requests/:id/objection',
    access: 'privacy:manage',
    summary: 'Writes down a refusal for every channel, and every topic that there was a word on.',
    params,
    output: details,
    status: 200,
  }),
  readPrivacySettings: endpoint({
    name: 'readPrivacySettings',
    method: 'GET',
    path: '/privacy/settings',
    access: 'privacy:manage',
    summary: 'By which law deadlines go, and how much of a network address is kept.',
    output: settings,
    status: 200,
  }),
  updatePrivacySettings: endpoint({
    name: 'updatePrivacySettings',
    method: 'PATCH',
    path: '/privacy/settings',
    access: 'privacy:manage',
    summary: 'Changes what is sent, and leaves the rest.',
    body: settings.partial(),
    output: settings,
    status: 200,
  }),
  cutStoredAddresses: endpoint({
    name: 'cutStoredAddresses',
    method: 'POST',
    path: '/privacy/addresses',
    access: 'privacy:manage',
    summary: 'Applies the setting to the network addresses that are stored already, in the background.',
    status: 202,
    output: z.object({ erasure: erasing }),
  }),
  readCustomerPrivacy: endpoint({
    name: 'readCustomerPrivacy',
    method: 'GET',
    path: '/customers/:id/privacy',
    access: 'customers:read',
    summary: 'Whether the customer asked to be left alone, or was erased.',
    params,
    output: overview,
    status: 200,
  }),
};
