/** The endpoints of messages that are sent later. */
import { scheduledEndpoints as endpoints } from '../../contract/scheduled.ts';
import type { MemberCaller } from '../accounts/index.ts';
import { type ConversationRow, customerOfConversation, lockConversation } from '../conversations/index.ts';
import { timeZoneOfCustomer } from '../customers/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { countScheduled, listScheduled } from './queries.ts';
import { cancelScheduled, changeScheduled, scheduleMessage, sendScheduled } from './schedule.ts';

type Who = MemberCaller;

/** Every endpoint of them. */
export function scheduledRoutes({ now }: { now: () => Date }): Route<Who>[] {
  return [
    route<Who, typeof endpoints.scheduleMessage, ConversationRow>(
      endpoints.scheduleMessage,
      async ({ tx, who, body, ahead }) => scheduleMessage(tx, who, now(), await ahead, body),
      ({ tx, params }) => lockConversation(tx, params.id),
    ),
    route<Who, typeof endpoints.listScheduledMessages>(
      endpoints.listScheduledMessages,
      async ({ tx, params }) => {
        const customerId = await customerOfConversation(tx, params.id);
        return {
          data: await listScheduled(tx, params.id),
          customerTimeZone: (await timeZoneOfCustomer(tx, customerId)) ?? null,
        };
      },
    ),
    route<Who, typeof endpoints.countScheduledMessages>(endpoints.countScheduledMessages, async ({ tx }) => ({
      data: await countScheduled(tx),
    })),
    route<Who, typeof endpoints.changeScheduledMessage>(
      endpoints.changeScheduledMessage,
      ({ tx, who, params, body }) => changeScheduled(tx, who, now(), params.id, body),
    ),
    route<Who, typeof endpoints.cancelScheduledMessage>(
      endpoints.cancelScheduledMessage,
      ({ tx, who, params }) => cancelScheduled(tx, who, params.id),
    ),
    route<Who, typeof endpoints.sendScheduledMessage>(endpoints.sendScheduledMessage, ({ tx, who, params }) =>
      sendScheduled(tx, who, now(), params.id),
    ),
  ];
}
