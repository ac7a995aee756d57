/** One promise: what, to whom, by when, who keeps it; kept by a click. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconCheck, IconDots, IconEyeOff, IconHeartHandshake, IconMessage } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CustomerPromise } from '../../../contract/promises.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useMay, useMe } from '../../lib/session.ts';
import { useMemberName } from '../../lib/team.ts';
import { fullTime } from '../../lib/time.ts';
import { useTimeZone } from '../../lib/zone.ts';
import { useNow } from '../../ui/now.ts';
import { dueWords } from '../tasks/index.ts';
import { urgencyOf } from './due-words.ts';
import { PromiseDialog } from './promise-dialog.tsx';
import classes from './promises.module.css';
import { usePromiseActions } from './use-promise-actions.ts';
import { WithdrawDialog } from './withdraw-dialog.tsx';

/** Without `hasCustomer` it stands in the conversation, or beside its customer. */
export function PromiseRow({ promise, hasCustomer }: { promise: CustomerPromise; hasCustomer?: boolean }) {
  const t = useText('promises');
  const { customer, what, conversationId, state } = promise;
  return (
    <li className={classes.row} data-promise={promise.id} data-ended={promise.endedAt !== null || undefined}>
      <IconHeartHandshake size={18} aria-hidden className={classes.icon} />
      <div className={classes.body}>
        <bdi className={classes.what}>{what}</bdi>
        <div className={classes.meta}>
          <When promise={promise} />
          {promise.moves > 0 && <span>{t('moves', { count: promise.moves })}</span>}
          {hasCustomer && <CustomerLink customer={customer} />}
          <Keeper id={promise.memberId} />
          {!promise.public && state === 'open' && !hasCustomer && (
            <IconEyeOff size={14} role="img" aria-label={t('internal')} title={t('internal')} />
          )}
          {hasCustomer && (
            <Link
              to="/conversations/{-$conversationId}"
              params={{ conversationId }}
              aria-label={t('toConversation', { what })}
            >
              <IconMessage size={14} />
            </Link>
          )}
        </div>
      </div>
      {promise.endedAt === null && <Acts promise={promise} />}
    </li>
  );
}

function Acts({ promise }: { promise: CustomerPromise }) {
  const t = useText('promises');
  const mayWrite = useMay()('conversations:write');
  const { keep } = usePromiseActions();
  const [opened, setOpened] = useState<'change' | 'withdraw'>();
  const close = () => setOpened(undefined);
  if (!mayWrite) return null;
  const { what } = promise;
  return (
    <div className={classes.acts}>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconCheck size={14} />}
        aria-label={t('keptNamed', { what })}
        onClick={() => keep(promise)}
      >
        {t('kept')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('more', { what })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpened('change')}>{t('edit')}</Menu.Item>
          <Menu.Item onClick={() => setOpened('withdraw')}>{t('withdraw')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {opened === 'change' && <PromiseDialog promise={promise} close={close} />}
      {opened === 'withdraw' && <WithdrawDialog promise={promise} close={close} />}
    </div>
  );
}

function When({ promise }: { promise: CustomerPromise }) {
  const t = useText('promises');
  const locale = useLocale();
  const now = useNow();
  const zone = useTimeZone();
  const { due, state, endedAt } = promise;
  if (endedAt !== null) {
    const when = fullTime(new Date(endedAt), locale, zone);
    return (
      <span>{t(state === 'late' ? 'lateAt' : state === 'kept' ? 'keptAt' : 'withdrawnAt', { when })}</span>
    );
  }
  const urgency = urgencyOf(promise, now);
  const when = dueWords(due, now, zone, locale);
  return (
    <time className={classes.due} data-urgency={urgency} dateTime={due.time === null ? due.date : due.at}>
      {t(urgency === 'overdue' ? 'overdueSince' : 'by', { when })}
    </time>
  );
}

function Keeper({ id }: { id: string | null }) {
  const t = useText('promises');
  const app = useText('app');
  const { member: me } = useMe();
  const memberName = useMemberName();
  if (id === me.id) return null;
  return <bdi>{id === null ? t('nobody') : (memberName(id) ?? app('unknownMember'))}</bdi>;
}

function CustomerLink({ customer: { id, name } }: Pick<CustomerPromise, 'customer'>) {
  const t = useText('customers');
  return (
    <Link to="/customers/{-$customerId}" params={{ customerId: id }}>
      <bdi>{name ?? t('nameless', { code: id.slice(-4).toUpperCase() })}</bdi>
    </Link>
  );
}
