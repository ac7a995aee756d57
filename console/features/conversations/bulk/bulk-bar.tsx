/** How many conversations are chosen, and what can be done to all of them. */
import { Button, CloseButton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type BulkAction, bulkMax, bulkNamedMax } from '../../../../contract/bulks.ts';
import { useLocale, useText } from '../../../lib/i18n.tsx';
import { failure } from '../../../ui/notices.tsx';
import type { List } from '../use-list.ts';
import classes from './bulk.module.css';
import { BulkMenus } from './bulk-menus.tsx';
import { useBulks, viewCountQuery } from './queries.ts';
import type { Selecting } from './use-selection.ts';

export function BulkBar({ list, selecting }: { list: List; selecting: Selecting }) {
  const t = useText('bulks');
  const locale = useLocale();
  const { filter } = list.chosen;
  const { data } = useQuery(viewCountQuery(filter));
  const { start } = useBulks();
  const { selection, clear, chooseWhole } = selecting;
  const { isWhole, ids } = selection;
  const all = data && `${data.count.toLocaleString(locale)}${data.isMore ? '+' : ''}`;
  const run = (action: BulkAction) => {
    if (!isWhole && ids.size > bulkNamedMax) failure(t('tooManyNamed', { max: bulkNamedMax }));
    else if (isWhole && data && data.count > bulkMax) failure(t('tooMany', { max: bulkMax }));
    else
      void start(isWhole ? { filter } : { conversationIds: [...ids] }, action, t('busy')).then(
        (isTaken) => isTaken && clear(),
      );
  };
  return (
    <section className={classes.bar} aria-label={t('chosen')}>
      <div className={classes.line}>
        <CloseButton size="sm" onClick={clear} aria-label={t('clear')} />
        <Text size="sm" fw={500} className={classes.words ?? ''} role="status">
          {isWhole ? t('allChosen', { count: all ?? '…' }) : t('count', { count: ids.size })}
        </Text>
        <BulkMenus run={run} />
      </div>
      {!isWhole && data && data.count > ids.size && (
        <Button variant="subtle" size="compact-xs" onClick={chooseWhole}>
          {t('chooseAll', { count: all ?? '' })}
        </Button>
      )}
    </section>
  );
}
