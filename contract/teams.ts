/** Teams: members who look after the same things. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { nameLengthMax } from './entries.ts';
import { id, time } from './ids.ts';

export const teamsMax = 100;

/** How a team hands out what waits: somebody takes it, all in turn, or whoever has the fewest open conversations. */
export const routings = ['by-hand', 'round-robin', 'least-loaded'] as const;
export const routing = z.enum(routings);
export type Routing = z.infer<typeof routing>;

/** Of how many open conversations a member has in all, and up to how many a team gives out by itself. */
export const capacityDefault = 10;
export const capacityMax = 1_000;
const capacity = z.int().min(0).max(capacityMax);

export const team = z.object({
  id,
  name: z.string(),
  /** Who is in it, those first who came first. */
  memberIds: z.array(id),
  routing,
  /** By member: the team gives nothing to who has so many open conversations in all, of whatever team. */
  capacities: z.record(id, capacity),
  createdAt: time,
  archivedAt: time.nullable(),
});
export type Team = z.output<typeof team>;

const params = z.object({ id });
const membership = z.object({ id, memberId: id });
const name = z.string().trim().min(1, 'Write a name.').max(nameLengthMax);

export const teamEndpoints = {
  listTeams: endpoint({
    name: 'listTeams',
    method: 'GET',
    path: '/teams',
    access: 'members:read',
    summary: 'All teams with who is in them, by name; archived ones come last.',
    output: z.object({ data: z.array(team), next: z.null() }),
    status: 200,
  }),
  createTeam: endpoint({
    name: 'createTeam',
    method: 'POST',
    path: '/teams',
    access: 'members:manage',
    summary: 'Makes a team.',
    body: z.object({ name }),
    output: team,
    status: 201,
  }),
  updateTeam: endpoint({
    name: 'updateTeam',
    method: 'PATCH',
    path: '/teams/:id',
    access: 'members:manage',
    summary:
      'Renames a team, says how it hands out, archives it or takes it back from the archive. Who is in it stays; ' +
      'conversations leave a team in the archive.',
    params,
    body: z.object({ name: name.optional(), archived: z.boolean().optional(), routing: routing.optional() }),
    output: team,
    status: 200,
  }),
  addTeamMember: endpoint({
    name: 'addTeamMember',
    method: 'PUT',
    path: '/teams/:id/members/:memberId',
    access: 'members:manage',
    summary: 'Puts a member into a team; who is in it stays in it.',
    params: membership,
    output: team,
    status: 200,
  }),
  setTeamCapacity: endpoint({
    name: 'setTeamCapacity',
    method: 'PUT',
    path: '/teams/:id/members/:memberId/capacity',
    access: 'members:manage',
    summary:
      'Says up to how many open conversations, of whatever team, the team gives a member another one. 0: none at all.',
    params: membership,
    body: z.object({ capacity }),
    output: team,
    status: 200,
  }),
  removeTeamMember: endpoint({
    name: 'removeTeamMember',
    method: 'DELETE',
    path: '/teams/:id/members/:memberId',
    access: 'members:manage',
    summary: 'Takes a member out of a team; who is not in it stays out.',
    params: membership,
    output: team,
    status: 200,
  }),
};
