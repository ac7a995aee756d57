/** The owned audience: people whom the business may write to or call, by no platform's leave. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { consentChannel } from './entries.ts';
import { time, timeInput } from './ids.ts';

/** How far back growth may be asked for. */
export const audienceDaysMax = 731;
export const audienceDaysDefault = 30;

/**
 * People who can be reached by a channel: their latest word about one of its topics is yes, they have an address for it (mail a
 * mail address, calls and text messages a phone number; the others need none), and they are neither restricted nor erased.
 */
export const audienceChannel = z.object({
  channel: consentChannel,
  reachable: z.int(),
  /** Of them: who could not be reached at `since`. */
  gained: z.int(),
  /** Who could be reached at `since`, and no longer can. `reachable - gained + lost` could be reached then. */
  lost: z.int(),
});
export type AudienceChannel = z.output<typeof audienceChannel>;

export const audienceEndpoints = {
  readAudience: endpoint({
    name: 'readAudience',
    method: 'GET',
    path: '/audience',
    access: 'customers:read',
    summary:
      'How many people have agreed to be written to or called, and can be, by channel; and how many were gained and lost since a ' +
      `time (default: ${audienceDaysDefault} days ago, at most ${audienceDaysMax}). Persons are counted as they are known to be now, merges included.`,
    query: z.object({ since: timeInput.optional() }),
    output: z.object({ since: time, data: z.array(audienceChannel) }),
    status: 200,
  }),
};
