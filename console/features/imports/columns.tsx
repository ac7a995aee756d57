/** Which column is which, how the file begins, and what would happen. */
import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportJob, ImportMap } from '../../../contract/imports.ts';
import { type Text as Say, useText } from '../../lib/i18n.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Section } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { Foreseen } from './foreseen.tsx';
import classes from './imports.module.css';
import { type Becomes, becomesOf, withColumn } from './mapping.ts';
import { type First, rowsQuery, useActing } from './queries.ts';
import { Country, DateOrder } from './reading.tsx';
import { useReason } from './reason.ts';

export function Columns({ job }: { job: ImportJob }) {
  const t = useText('imports');
  const { data, error, refetch } = useQuery(rowsQuery(job.id));
  const acting = useActing(job.id);
  const reasonOf = useReason();
  const [failure, setFailure] = useState<string>();
  const doing = async (work: Promise<void>) => {
    setFailure(undefined);
    await work.catch((caught: unknown) => setFailure(reasonOf(caught)));
  };
  const isReady = job.foreseen !== null && job.foreseen.created + job.foreseen.updated > 0;
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <RowSkeletons rows={5} />;
  return (
    <>
      {job.foreseen && <Foreseen foreseen={job.foreseen} />}
      <FormFailure text={failure} />
      <Group>
        <Button
          variant={isReady ? 'default' : 'filled'}
          onClick={() => void doing(acting.act('checkImport'))}
        >
          {t('check')}
        </Button>
        {isReady && (
          <Button onClick={() => void doing(acting.act('startImport'))}>
            {t(job.foreseen?.rejected ? 'startAnyway' : 'start')}
          </Button>
        )}
      </Group>
      <Section title={t('columns')} text={t('columnsText')}>
        <ColumnTable job={job} first={data} change={(map) => void doing(acting.map(map))} />
        <Country job={job} first={data} change={(map) => void doing(acting.map(map))} />
      </Section>
    </>
  );
}

const examplesMax = 3;

function ColumnTable(props: { job: ImportJob; first: First; change: (map: ImportMap) => void }) {
  const t = useText('imports');
  const { job, first, change } = props;
  const names = first.fields.map(({ name }) => name);
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('column')}</th>
            <th scope="col">{t('example')}</th>
            <th scope="col">{t('becomes')}</th>
          </tr>
        </thead>
        <tbody>
          {job.columns.map((column, at) => (
            <tr key={column}>
              <th scope="row">
                <bdi>{column}</bdi>
              </th>
              <td>
                {first.rows.slice(0, examplesMax).map(({ row, cells }) => (
                  <Text key={row} size="xs" c="dimmed" truncate>
                    <bdi>{cells[at]}</bdi>
                  </Text>
                ))}
              </td>
              <td>
                <NativeSelect
                  size="xs"
                  aria-label={`${column}: ${t('becomes')}`}
                  value={becomesOf(job.map, column, names)}
                  onChange={(event) =>
                    change(withColumn(job.map, column, event.currentTarget.value as Becomes))
                  }
                  data={choicesOf(t, first, column)}
                />
                <DateOrder job={job} first={first} column={column} change={change} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function choicesOf(
  t: Say<'imports'>,
  { fields, takesExtra }: First,
  column: string,
): { value: Becomes; label: string }[] {
  return [
    { value: '', label: t('ignore') },
    { value: '#key', label: t('asKey') },
    ...fields.map(({ name, needed }) => {
      const key = `field.${name}`;
      const label = t.has(key) ? t(key) : name;
      return { value: `field:${name}` as const, label: needed ? `${label} (${t('needed')})` : label };
    }),
    ...(takesExtra ? [{ value: '#extra' as const, label: t('asExtra', { name: column }) }] : []),
  ];
}
