/** Collect: what sites and apps send as tracking calls, and what the debugger shows of it. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { nameLengthMax, propertyType } from './entries.ts';
import { id, time } from './ids.ts';

/** Tracking calls are sent below this path, as the tracking libraries do. */
export const collectPrefix = '/v1';

/** The largest request, after decompression. */
export const collectBodyBytesMax = 500 * 1024;
/** The largest single call. */
export const collectCallBytesMax = 32 * 1024;

export const callTypes = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const;
export type CallType = (typeof callTypes)[number];

/** What was odd about a call that was kept all the same. */
export const callWarnings = [
  'time-impossible',
  'id-forbidden',
  'no-message-id',
  'name-cut',
  'value-cut',
  'text-mended',
  'key-dropped',
  'field-dropped',
  'identity-refused',
  'identity-of-another',
] as const;
export type CallWarning = (typeof callWarnings)[number];

/** Why a call was set aside. */
export const setAsideReasons = [
  'not-an-object',
  'unknown-type',
  'too-large',
  'too-deep',
  'no-id',
  'no-name',
  'no-group',
  'no-previous-id',
  'alias-of-itself',
  'refused',
] as const;
export type SetAsideReason = (typeof setAsideReasons)[number];

/** A call as the debugger shows it. */
export const collectedCall = z.object({
  id,
  outcome: z.enum(['kept', 'repeated', 'set-aside']),
  type: z.string().nullable(),
  /** The event's, page's or screen's name. */
  name: z.string().nullable(),
  messageId: z.string().nullable(),
  userId: z.string().nullable(),
  anonymousId: z.string().nullable(),
  customerId: id.nullable(),
  /** Whether a server's key, or a signed token, vouches for its user. */
  verified: z.boolean(),
  /** What was odd: a code with a detail, in English. */
  warnings: z.array(z.object({ code: z.string(), detail: z.string() })),
  reason: z.enum(setAsideReasons).nullable(),
  /** What was sent, as JSON; cut where it is long. */
  raw: z.string(),
  /** What sent it, and the name of its key; null for the widget's, and of what came before this was noted. */
  property: propertyType.nullable(),
  keyName: z.string().nullable(),
  receivedAt: time,
});
export type CollectedCall = z.output<typeof collectedCall>;

export const collectEndpoints = {
  listCollectedCalls: endpoint({
    name: 'listCollectedCalls',
    method: 'GET',
    path: '/collected-calls',
    access: 'keys:manage',
    summary:
      'What tracking libraries sent last, newest first; `only=odd` for what was set aside or kept with a warning. Of a flood, a sample. ' +
      '`property` keeps to what one sort of sender sent, `key` to a key by its name.',
    query: z.object({
      only: z.enum(['all', 'odd']).default('all'),
      property: propertyType.optional(),
      key: z.string().min(1).max(nameLengthMax).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
    output: z.object({ data: z.array(collectedCall) }),
    status: 200,
  }),
};
