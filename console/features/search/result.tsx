/** A message that was found: whose conversation, who said it when, and the words around the hit. */
import { IconNote, IconPaperclip } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { FoundMessage } from '../../../contract/messages.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { inboxesQuery, useMemberName } from '../../lib/team.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Time } from '../../ui/time.tsx';
import { useCustomerName } from '../customers/index.ts';
import { openResult } from './open-result.ts';
import { partsOf } from './parts.ts';
import classes from './search.module.css';

export function Result({ message, id, isActive }: { message: FoundMessage; id: string; isActive: boolean }) {
  const t = useText('search');
  const navigate = useNavigate();
  const customerName = useCustomerName();
  const { data: inboxes } = useQuery(inboxesQuery);
  const { conversation, excerpt, said } = message;
  const { customer, inboxId, status, spam } = conversation;
  const inbox = inboxes?.find((one) => one.id === inboxId)?.name;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: as above.
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className={classes.result}
      data-result={message.id}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => openResult(navigate, message)}
    >
      <Avatar id={customer.id} name={customer.name} />
      <span className={classes.body}>
        <span className={classes.line}>
          <bdi className={classes.name}>{customerName(customer)}</bdi>
          <Time value={message.occurredAt} className={classes.quiet} />
        </span>
        <span className={classes.excerpt} dir="auto" data-note={said === 'note' || undefined}>
          {said === 'note' && <IconNote size={14} aria-label={t('said.note')} />}
          {excerpt.isFile && <IconPaperclip size={14} aria-label={t('file')} />}
          {partsOf(excerpt).map(({ at, text, isFound }) => (isFound ? <mark key={at}>{text}</mark> : text))}
        </span>
        <span className={classes.line}>
          <span className={classes.quiet}>
            <bdi>
              <Author message={message} />
            </bdi>
            {inbox !== undefined && (
              <>
                {' · '}
                <bdi>{inbox}</bdi>
              </>
            )}
          </span>
          <span className={classes.quiet}>{t(`status.${spam ? 'spam' : status}`)}</span>
        </span>
      </span>
    </div>
  );
}

/** Who said it: the customer is named above. */
function Author({ message: { author } }: { message: FoundMessage }) {
  const t = useText('search');
  const app = useText('app');
  const { member } = useMe();
  const memberName = useMemberName();
  if (author.kind === 'customer') return t('said.customer');
  if (author.kind === 'system') return t('automatic');
  return author.id === member.id ? t('me') : (memberName(author.id) ?? app('unknownMember'));
}
