/** A reply that was held because somebody was quicker: theirs and mine side by side, and three ways on. */
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Conversation, Message } from '../../../contract/conversations.ts';
import { isolated } from '../../lib/bidi.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { offerUndo } from '../../ui/notices.tsx';
import { Time } from '../../ui/time.tsx';
import classes from './held-reply.module.css';
import { Words } from './message-words.tsx';
import type { Outgoing } from './outbox.ts';
import type { Store } from './store.ts';
import { useAuthorName } from './use-author-name.ts';

export function HeldReply(props: {
  item: Outgoing;
  replies: readonly Message[];
  customer: Conversation['customer'];
  store: Store;
  takeBack: (key: string) => void;
}) {
  const { item, replies, store } = props;
  const t = useText('conversations');
  const app = useText('app');
  const { member } = useMe();
  const authorName = useAuthorName(props.customer);
  const newest = replies.at(-1);
  const isOwn = replies.every(({ author }) => author.id === member.id);
  const discard = () => {
    const taken = store.takeBack(item.key);
    if (taken) offerUndo({ text: t('discarded'), label: app('undo'), undo: () => store.putBack(taken) });
  };
  return (
    <li className={classes.held}>
      <p className={classes.why} role="alert">
        <IconAlertTriangle size={16} aria-hidden />
        <span>
          <strong>
            {isOwn || !newest ? t('heldOwn') : t('held', { name: isolated(authorName(newest)) })}
          </strong>{' '}
          {t('heldText')}
        </span>
      </p>
      <div className={classes.both}>
        <section aria-label={t('heldTheirs')}>
          <h3>{t('heldTheirs')}</h3>
          {replies.map((reply) => (
            <div key={reply.id} className={classes.words}>
              <p className={classes.by}>
                <bdi>{authorName(reply)}</bdi> · <Time value={reply.occurredAt} as="clock" />
              </p>
              <Words text={reply.text} rich={reply.rich} />
            </div>
          ))}
        </section>
        <section aria-label={t('heldMine')} data-mine>
          <h3>{t('heldMine')}</h3>
          <div className={classes.words}>
            {item.text !== '' && <Words text={item.text} rich={item.rich} />}
            {item.files?.map(({ key, name }) => (
              <p key={key}>
                <bdi>{name}</bdi>
              </p>
            ))}
          </div>
        </section>
      </div>
      <div className={classes.ways}>
        <Button size="compact-md" variant="default" onClick={() => props.takeBack(item.key)}>
          {t('takeBack')}
        </Button>
        <Button size="compact-md" variant="default" onClick={() => store.sendAnyway(item.key)}>
          {t('sendAnyway')}
        </Button>
        <Button size="compact-md" variant="subtle" color="gray" onClick={discard}>
          {t('discardMine')}
        </Button>
      </div>
    </li>
  );
}
