/** The endpoints for merging, splitting and linking conversations. */
import { regroupingEndpoints as endpoints } from '../../contract/regrouping.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { readRelated, setLink } from './links.ts';
import { mergeConversation, splitConversation, unmergeConversation } from './regroup.ts';

type Who = MemberCaller;

export function regroupRoutes(): Route<Who>[] {
  const as = (who: Who) => ({ by: by(who), memberId: who.memberId });
  return [
    route<Who, typeof endpoints.mergeConversation>(endpoints.mergeConversation, ({ tx, who, params, body }) =>
      mergeConversation(tx, as(who), params.id, body.intoId),
    ),
    route<Who, typeof endpoints.unmergeConversation>(endpoints.unmergeConversation, ({ tx, who, params }) =>
      unmergeConversation(tx, as(who), params.id),
    ),
    route<Who, typeof endpoints.splitConversation>(endpoints.splitConversation, ({ tx, who, params, body }) =>
      splitConversation(tx, as(who), params.id, body),
    ),
    route<Who, typeof endpoints.listRelated>(endpoints.listRelated, ({ tx, who, params }) =>
      readRelated(tx, who.memberId, params.id),
    ),
    route<Who, typeof endpoints.linkConversations>(endpoints.linkConversations, ({ tx, who, params }) =>
      setLink(tx, as(who), [params.id, params.otherId], true),
    ),
    route<Who, typeof endpoints.unlinkConversations>(endpoints.unlinkConversations, ({ tx, who, params }) =>
      setLink(tx, as(who), [params.id, params.otherId], false),
    ),
  ];
}
