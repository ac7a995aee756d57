/** Below the header of a conversation whose customer is blocked: by whom, what they wrote since, and lifting the block. */
import { Button } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { isolated } from '../../lib/bidi.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useMemberName } from '../../lib/team.ts';
import { useTimeZone } from '../../lib/zone.ts';
import { useBlocking } from './blocking.ts';
import classes from './regroup/regroup.module.css';
import type { Fold } from './use-fold.ts';

export function BlockBar(props: { customerId: string; fold: Fold; mayWrite: boolean }) {
  const { customerId, fold, mayWrite } = props;
  const t = useText('conversations');
  const app = useText('app');
  const locale = useLocale();
  const timeZone = useTimeZone();
  const memberName = useMemberName();
  const { unblock } = useBlocking();
  const { block, count, isOpen, toggle } = fold;
  if (!block?.since) return null;
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const name = isolated(memberName(block.memberId) ?? app('unknownMember'));
  return (
    <section className={classes.bar} aria-label={t('blocked')}>
      <div className={classes.row}>
        <IconBan size={16} aria-hidden />
        <span className={classes.line}>
          {t('blockedBy', { name, when: when.format(new Date(block.since)) })}
        </span>
        {count > 0 && (
          <Button size="compact-xs" variant="subtle" aria-expanded={isOpen} onClick={toggle}>
            {t(isOpen ? 'foldBlocked' : 'unfoldBlocked', { count })}
          </Button>
        )}
        {mayWrite && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => unblock(customerId)}>
            {t('unblock')}
          </Button>
        )}
      </div>
    </section>
  );
}
