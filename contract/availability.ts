/** Who is there: what members chose, and whether they have a console open. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, time } from './ids.ts';
import { availabilityChoice } from './team-entries.ts';

/** So long somebody may have no connection and still counts as there: a lift, a closed lid, a server that starts anew. */
export const graceSeconds = 90;

export const availabilityStates = ['online', 'away', 'offline'] as const;

export const availability = z.object({
  memberId: id,
  /** Offline, whatever was chosen, is who has had no console open for a while. */
  state: z.enum(availabilityStates),
  choice: availabilityChoice,
  /** Since when it is so; null: never there yet. */
  since: time.nullable(),
});
export type Availability = z.output<typeof availability>;

export const availabilityEndpoints = {
  listAvailability: endpoint({
    name: 'listAvailability',
    method: 'GET',
    path: '/availability',
    access: 'members:read',
    summary: 'Who is online, away or offline, of everybody who works here.',
    output: z.object({ data: z.array(availability), next: z.null() }),
    status: 200,
  }),
  setAvailability: endpoint({
    name: 'setAvailability',
    method: 'PUT',
    path: '/members/:id/availability',
    access: 'members:read',
    summary:
      "Chooses to be online or away; an owner or admin may choose for others. `handing-over`: away, and the member's conversations go back to their teams, those of no team to `handOverTo`, or to nobody, at once.",
    params: z.object({ id }),
    body: z
      .object({ choice: availabilityChoice, handOverTo: id.nullable().default(null) })
      .refine(({ choice, handOverTo }) => handOverTo === null || choice === 'handing-over', {
        path: ['handOverTo'],
        message: 'Only who hands over names somebody: send the choice `handing-over` with it.',
      }),
    output: z.object({
      availability,
      /** How many open conversations were handed over, and how many of them went back to their teams. */
      handedOver: z.int(),
      toTeams: z.int(),
    }),
    status: 200,
  }),
};
