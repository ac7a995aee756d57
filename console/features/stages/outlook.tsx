/** What the last week's entries would be by a rule that is being written. */
import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { StageLine } from '../../../contract/stages.ts';
import { useText } from '../../lib/i18n.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { OutlookRow } from './outlook-row.tsx';
import { stageOutlookQuery } from './queries.ts';
import classes from './stages.module.css';

const pauseMilliseconds = 400;

export function Outlook({ lines }: { lines: readonly StageLine[] }) {
  const t = useText('stages');
  const [settled] = useDebouncedValue(JSON.stringify(lines), pauseMilliseconds);
  const query = stageOutlookQuery(JSON.parse(settled) as StageLine[]);
  const { data, error, refetch } = useQuery({ ...query, placeholderData: keepPreviousData });
  if (!data)
    return error ? <ErrorState error={error} retry={() => void refetch()} /> : <RowSkeletons rows={4} />;
  if (data.data.length === 0) return <Text c="dimmed">{t('previewNone')}</Text>;
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('what')}</th>
            <th scope="col">{t('count')}</th>
            <th scope="col">{t('now')}</th>
            <th scope="col">{t('then')}</th>
          </tr>
        </thead>
        <tbody>
          {data.data.map((line) => (
            <OutlookRow key={`${line.kind} ${line.name} ${line.before} ${line.after}`} line={line} />
          ))}
        </tbody>
      </table>
      {data.isCut && (
        <Text size="xs" c="dimmed">
          {t('previewCut')}
        </Text>
      )}
    </div>
  );
}
