/** The payloads of entries about teams, business hours, and who is there. */
import { z } from 'zod';
import { id, time } from './ids.ts';

export const availabilityChoices = ['online', 'away', 'handing-over'] as const;
/** What a member chose to be. `handing-over`: away, and others see to the conversations. */
export const availabilityChoice = z.enum(availabilityChoices);
export type AvailabilityChoice = z.infer<typeof availabilityChoice>;

const text = z.string();
const team = { teamId: id, name: text };
const chosen = z.object({
  memberId: id,
  choice: availabilityChoice,
  /** To whom conversations went, how many of them were open, and how many of these went to their teams' queues. */
  handedOver: z.object({ to: id.nullable(), open: z.int(), toTeams: z.int().optional() }).nullable(),
});

export const teamPayloads = {
  'team.created': z.object(team),
  // `from`: the name before.
  'team.changed': z.object({
    teamId: id,
    from: text,
    name: text.optional(),
    archived: z.boolean().optional(),
    routing: text.optional(),
  }),
  'team.joined': z.object({ ...team, memberId: id }),
  'team.capacity_set': z.object({ ...team, memberId: id, capacity: z.int() }),
  'team.left': z.object({ ...team, memberId: id }),
  // No team: the workspace's. No hours: the team's are the workspace's again, the workspace is always open.
  'hours.changed': z.object({
    teamId: id.nullable(),
    name: text.nullable(),
    hours: z.record(text, z.unknown()).nullable(),
  }),
  'availability.chosen': chosen,
  // The same, by somebody else.
  'availability.set': chosen,
  // Somebody has a console open, or has had none for a while. `since`: when that began.
  'presence.changed': z.object({ memberId: id, isHere: z.boolean(), since: time }),
} as const;
