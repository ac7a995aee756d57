/** Below the header of a conversation that is spam: whether its customer is blocked, by whom, and lifting that. */
import { Button } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Conversation } from '../../../contract/conversations.ts';
import { isolated } from '../../lib/bidi.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useMemberName } from '../../lib/team.ts';
import { useTimeZone } from '../../lib/zone.ts';
import { blockQuery, useBlocking } from './blocking.ts';
import classes from './regroup/regroup.module.css';

export function BlockBar({ conversation, mayWrite }: { conversation: Conversation; mayWrite: boolean }) {
  const t = useText('conversations');
  const app = useText('app');
  const locale = useLocale();
  const timeZone = useTimeZone();
  const memberName = useMemberName();
  const { unblock } = useBlocking();
  const { customer, spam } = conversation;
  // Whoever is blocked has no conversation that is none.
  const { data } = useQuery({ ...blockQuery(customer.id), enabled: spam });
  if (!spam || !data?.since) return null;
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return (
    <section className={classes.bar} aria-label={t('blocked')}>
      <div className={classes.row}>
        <IconBan size={16} aria-hidden />
        <span className={classes.line}>
          {t('blockedBy', {
            name: isolated(memberName(data.memberId) ?? app('unknownMember')),
            when: when.format(new Date(data.since)),
            count: data.messages,
          })}
        </span>
        {mayWrite && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => unblock(customer.id)}>
            {t('unblock')}
          </Button>
        )}
      </div>
    </section>
  );
}
