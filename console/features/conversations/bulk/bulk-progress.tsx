/** How far the server is with many conversations, what became of them, and taking it back. */
import { Button, CloseButton, Progress, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Bulk } from '../../../../contract/bulks.ts';
import { useText } from '../../../lib/i18n.tsx';
import classes from './bulk.module.css';
import { BulkLeft } from './bulk-left.tsx';
import { isBusy, lastBulkQuery, useBulks } from './queries.ts';

const storageKey = 'rapport.bulk.seen';

/** The member's newest bulk, until it is put away. */
export function BulkProgress() {
  const { data } = useQuery(lastBulkQuery);
  const [seen, see] = useState(() => localStorage.getItem(storageKey));
  if (!data || seen === `${data.id} ${data.state}`) return null;
  const putAway = () => {
    const word = `${data.id} ${data.state}`;
    localStorage.setItem(storageKey, word);
    see(word);
  };
  return <Shown bulk={data} putAway={putAway} />;
}

function Shown({ bulk, putAway }: { bulk: Bulk; putAway: () => void }) {
  const t = useText('bulks');
  const app = useText('app');
  const { cancel, undo } = useBulks();
  const [isListed, list] = useState(false);
  const { id, state, total, counts } = bulk;
  const { done, same, failed, undone, kept, waiting } = counts;
  const isBack = state === 'undoing' || state === 'undone';
  const whole = isBack ? done + undone + kept : total;
  const through = isBack ? undone + kept : total - waiting;
  const words = t(`state.${state}`, { through, total: whole, done, same, undone, kept });
  const left = isBack ? kept : failed;
  return (
    <section className={classes.progress} aria-label={t('progress')}>
      <div className={classes.line}>
        <Text size="sm" className={classes.words ?? ''} role="status">
          {words}
        </Text>
        {state === 'running' && (
          <Button size="compact-xs" variant="default" onClick={() => void cancel(id)}>
            {app('cancel')}
          </Button>
        )}
        {(state === 'done' || state === 'cancelled') && done > 0 && (
          <Button size="compact-xs" variant="default" onClick={() => void undo(id)}>
            {app('undo')}
          </Button>
        )}
        {!isBusy(bulk) && <CloseButton size="sm" onClick={putAway} aria-label={app('close')} />}
      </div>
      {isBusy(bulk) && (
        <Progress value={(through / Math.max(1, whole)) * 100} aria-label={t('progress')} size="sm" />
      )}
      {left > 0 && (
        <Button size="compact-xs" variant="subtle" aria-expanded={isListed} onClick={() => list(!isListed)}>
          {t(isBack ? 'keptCount' : 'failedCount', { count: left })}
        </Button>
      )}
      {isListed && left > 0 && <BulkLeft bulk={bulk} />}
    </section>
  );
}
