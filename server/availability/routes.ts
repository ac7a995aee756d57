/** The endpoints of availability. */
import { availabilityEndpoints as endpoints } from '../../contract/availability.ts';
import type { MemberCaller } from '../accounts/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { type HandOver, setAvailability } from './choose.ts';
import { listAvailability } from './queries.ts';

type Who = MemberCaller;

/** Every endpoint of availability. `handOver` comes from whoever keeps what members have in their care. */
export const availabilityRoutes = ({ handOver }: { handOver: HandOver }): Route<Who>[] => [
  route<Who, typeof endpoints.listAvailability>(endpoints.listAvailability, async ({ tx }) => ({
    data: await listAvailability(tx),
    next: null,
  })),
  route<Who, typeof endpoints.setAvailability>(endpoints.setAvailability, ({ tx, who, params, body }) =>
    setAvailability(tx, who, { memberId: params.id, ...body }, handOver),
  ),
];
