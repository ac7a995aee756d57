/** The endpoints for deciding about conversations, and those of tags. */
import { conversationEndpoints } from '../../contract/conversations.ts';
import { tagEndpoints } from '../../contract/tags.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { performActions } from './actions.ts';
import { describeConversation } from './describe.ts';
import { changeTag, createTag, listTags } from './tags.ts';
import {
  markSpam,
  prioritiseConversation,
  snoozeConversation,
  tagConversation,
  untagConversation,
} from './triage.ts';

type Who = MemberCaller;
const endpoints = { ...conversationEndpoints, ...tagEndpoints };

/** Snoozing, priority, tags, attributes and spam. */
export function triageRoutes(now: () => Date): Route<Who>[] {
  const as = (who: Who) => ({ by: by(who), memberId: who.memberId });
  return [
    route<Who, typeof endpoints.snoozeConversation>(
      endpoints.snoozeConversation,
      ({ tx, who, params, body }) => snoozeConversation(tx, as(who), now(), params.id, body.until),
    ),
    route<Who, typeof endpoints.prioritiseConversation>(
      endpoints.prioritiseConversation,
      ({ tx, who, params, body }) => prioritiseConversation(tx, as(who), params.id, body.priority),
    ),
    route<Who, typeof endpoints.tagConversation>(endpoints.tagConversation, ({ tx, who, params }) =>
      tagConversation(tx, as(who), params.id, params.tagId),
    ),
    route<Who, typeof endpoints.untagConversation>(endpoints.untagConversation, ({ tx, who, params }) =>
      untagConversation(tx, as(who), params.id, params.tagId),
    ),
    route<Who, typeof endpoints.describeConversation>(
      endpoints.describeConversation,
      ({ tx, who, params, body }) => describeConversation(tx, as(who), params.id, body.attributes),
    ),
    route<Who, typeof endpoints.markConversationSpam>(endpoints.markConversationSpam, ({ tx, who, params }) =>
      markSpam(tx, as(who), params.id),
    ),
    route<Who, typeof endpoints.performActions>(endpoints.performActions, ({ tx, who, params, body }) =>
      performActions(tx, { ...as(who), now: now() }, params.id, body.actions),
    ),
    route<Who, typeof endpoints.listTags>(endpoints.listTags, async ({ tx }) => ({
      data: await listTags(tx),
    })),
    route<Who, typeof endpoints.createTag>(endpoints.createTag, ({ tx, who, body }) =>
      createTag(tx, by(who), body),
    ),
    route<Who, typeof endpoints.changeTag>(endpoints.changeTag, ({ tx, who, params, body }) =>
      changeTag(tx, by(who), params.id, body),
    ),
  ];
}
