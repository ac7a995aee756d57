/** The middle pane before a conversation is chosen. */
import { Kbd } from '@mantine/core';
import { IconMessage2 } from '@tabler/icons-react';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import classes from './conversations-screen.module.css';

export function NothingOpen({ hasRows }: { hasRows: boolean }) {
  const t = useText('conversations');
  const { member } = useMe();
  if (!hasRows) return <div className={classes.nothing} />;
  const keys = (parts: React.ReactNode[]) => <Kbd size="xs">{parts}</Kbd>;
  return (
    <div className={classes.nothing}>
      <EmptyState
        icon={IconMessage2}
        title={t('choose')}
        text={member.singleKeys ? t.rich('chooseKeys', { k: keys }) : t('chooseText')}
      />
    </div>
  );
}
