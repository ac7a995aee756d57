/** The endpoint of mailings. */
import { Problem } from '../../contract/errors.ts';
import { mailingEndpoints as endpoints } from '../../contract/mailings.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { lockConversation, requireMessages } from '../conversations/index.ts';
import { append, newId } from '../ledger/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { createLimiter } from '../platform/limits/index.ts';

type Who = MemberCaller;

/** Mails that one member may send on in an hour: nobody's inbox is flooded by a stolen key. */
const mailsAnHour = 60;

/** `hasMail`: a mail server is named. */
export function mailingRoutes({ hasMail }: { hasMail: boolean }): Route<Who>[] {
  const mails = createLimiter({ points: mailsAnHour, seconds: 3_600 });
  return [
    route<Who, typeof endpoints.mailConversation>(
      endpoints.mailConversation,
      async ({ tx, who, params, body }) => {
        const { to, comment, messageIds, notes } = body;
        const conversation = await lockConversation(tx, params.id);
        if (messageIds) await requireMessages(tx, params.id, messageIds);
        if (!hasMail) {
          throw new Problem(
            'conflict',
            'No mail server is set up. Set SMTP_URL and MAIL_FROM, and start again.',
          );
        }
        for (const _ of to) mails.take(who.memberId);
        const { actor, source } = by(who);
        const { entry } = await append(tx, {
          kind: 'conversation.mailed',
          payload: { mailingId: newId(), to, comment, messageIds: messageIds ?? null, notes },
          actor,
          direction: 'internal',
          source: { name: source },
          customerId: conversation.customerId,
          conversationId: params.id,
          channel: conversation.channel,
        });
        return { id: entry.payload.mailingId, to, mailedAt: entry.occurredAt };
      },
    ),
  ];
}
