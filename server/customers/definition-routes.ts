/** The endpoints of the attributes that a workspace defines. */
import { attributeEndpoints as endpoints } from '../../contract/attributes.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { changeAttribute, defineAttribute, listDefinitions, orderAttributes } from './definitions.ts';

type Who = MemberCaller;

/** Every endpoint of definitions. */
export const definitionRoutes: Route<Who>[] = [
  route<Who, typeof endpoints.listAttributes>(endpoints.listAttributes, async ({ tx, query }) => ({
    data: await listDefinitions(tx, query.subject),
  })),
  route<Who, typeof endpoints.defineAttribute>(endpoints.defineAttribute, ({ tx, who, body }) =>
    defineAttribute(tx, by(who), body),
  ),
  route<Who, typeof endpoints.changeAttribute>(
    endpoints.changeAttribute,
    ({ tx, who, params, query, body }) => changeAttribute(tx, by(who), { ...params, ...query }, body),
  ),
  route<Who, typeof endpoints.orderAttributes>(
    endpoints.orderAttributes,
    async ({ tx, who, query, body }) => ({
      data: await orderAttributes(tx, by(who), query.subject, body.keys),
    }),
  ),
];
