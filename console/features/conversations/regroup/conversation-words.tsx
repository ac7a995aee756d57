/** A conversation in a line: what was said last, and when. */
import type { Conversation } from '../../../../contract/conversations.ts';
import { useText } from '../../../lib/i18n.tsx';
import { Time } from '../../../ui/time.tsx';
import classes from './regroup.module.css';

export function ConversationWords({
  conversation: { lastMessage, subject, lastAt },
}: {
  conversation: Conversation;
}) {
  const t = useText('conversations');
  const ta = useText('attachments');
  const said =
    lastMessage?.text || (lastMessage?.files ? ta('files', { count: lastMessage.files }) : undefined);
  return (
    <span className={classes.line}>
      <bdi className={classes.words}>{subject ?? said ?? t('noMessages')}</bdi>
      <Time value={lastAt} className={classes.quiet} />
    </span>
  );
}
