/** The endpoints of messages that are sent later. */
import { scheduledEndpoints as endpoints } from '../../contract/scheduled.ts';
import type { MemberCaller } from '../accounts/index.ts';
import { type ConversationRow, customerOfConversation, lockConversation } from '../conversations/index.ts';
import { idsOf, timeZoneOfCustomer } from '../customers/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { countScheduled, listScheduled } from './queries.ts';
import { cancelScheduled, changeScheduled, scheduleMessage, sendScheduled } from './schedule.ts';

type Who = MemberCaller;

/** `zoneOf`: the time zone that a channel knows of customers who are one. */
type Deps = {
  now: () => Date;
  zoneOf: (tx: Tx, customerIds: readonly string[]) => Promise<string | undefined>;
};

/** Every endpoint of them. */
export function scheduledRoutes({ now, zoneOf }: Deps): Route<Who>[] {
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
        const told = await timeZoneOfCustomer(tx, customerId);
        const customerTimeZone = told ?? (await zoneOf(tx, await idsOf(tx, customerId))) ?? null;
        return { data: await listScheduled(tx, params.id), customerTimeZone };
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
