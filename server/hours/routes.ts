/** The endpoints of business hours. */
import { hoursEndpoints as endpoints } from '../../contract/hours.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { listHours, setHours } from './hours.ts';

type Who = MemberCaller;

/** Every endpoint of business hours. */
export const hoursRoutes = ({ now }: { now: () => Date }): Route<Who>[] => [
  route<Who, typeof endpoints.listHours>(endpoints.listHours, async ({ tx }) => ({
    data: await listHours(tx, now()),
    next: null,
  })),
  route<Who, typeof endpoints.setHours>(endpoints.setHours, ({ tx, who, body }) =>
    setHours(tx, by(who), body, now()),
  ),
];
