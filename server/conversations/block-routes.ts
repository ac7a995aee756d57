/** The endpoints of blocks. */
import { blockEndpoints as endpoints } from '../../contract/blocks.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { blockCustomer, readBlock, unblockCustomer } from './block.ts';

type Who = MemberCaller;

/** Blocking customers, and lifting that. */
export function blockRoutes(now: () => Date): Route<Who>[] {
  const as = (who: Who) => ({ by: by(who), memberId: who.memberId, now: now() });
  return [
    route<Who, typeof endpoints.readBlock>(endpoints.readBlock, ({ tx, params }) => readBlock(tx, params.id)),
    route<Who, typeof endpoints.blockCustomer>(endpoints.blockCustomer, ({ tx, who, params }) =>
      blockCustomer(tx, as(who), params.id),
    ),
    route<Who, typeof endpoints.unblockCustomer>(endpoints.unblockCustomer, ({ tx, who, params }) =>
      unblockCustomer(tx, as(who), params.id),
    ),
  ];
}
