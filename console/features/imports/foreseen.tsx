/** What a dry run said: numbers, and the first rows of each sort. */
import { Text } from '@mantine/core';
import type { ImportCounts, ImportJob } from '../../../contract/imports.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { Section } from '../../ui/settings-page.tsx';
import classes from './imports.module.css';
import { reasonText } from './reason.ts';

const shown = ['created', 'updated', 'unchanged', 'rejected'] as const;

export function Counts({ counts }: { counts: ImportCounts }) {
  const t = useText('imports');
  const locale = useLocale();
  return (
    <dl className={classes.counts}>
      {shown.map((name) => (
        <div key={name} data-refused={name === 'rejected' && counts.rejected > 0}>
          <dd>{counts[name].toLocaleString(locale)}</dd>
          <dt>{t(name)}</dt>
        </div>
      ))}
    </dl>
  );
}

export function Foreseen({ foreseen }: { foreseen: NonNullable<ImportJob['foreseen']> }) {
  const t = useText('imports');
  const locale = useLocale();
  return (
    <Section title={t('checked')}>
      <Counts counts={foreseen} />
      {foreseen.made.length > 0 && (
        <Examples
          title={t('madeExamples')}
          rows={foreseen.made.map(({ row, fields }) => ({ row, text: textOf(fields, locale) }))}
        />
      )}
      {foreseen.refused.length > 0 && (
        <Examples
          title={t('refusedExamples')}
          rows={foreseen.refused.map(({ row, reason }) => ({ row, text: reasonText(t, reason) }))}
        />
      )}
    </Section>
  );
}

const timePattern = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** What a row says. Times have the name of their month: whoever looks sees at once when a day was taken for one. */
function textOf(fields: Record<string, string>, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return Object.values(fields)
    .map((value) => (timePattern.test(value) ? format.format(new Date(value)) : value))
    .join(' · ');
}

const examplesMax = 5;

function Examples({ title, rows }: { title: string; rows: { row: number; text: string }[] }) {
  const t = useText('imports');
  return (
    <div>
      <Text size="sm" fw={500} component="h3">
        {title}
      </Text>
      <ul className={classes.examples}>
        {rows.slice(0, examplesMax).map(({ row, text }) => (
          <li key={row}>
            <Text size="xs" c="dimmed" component="span">
              {t('row', { row })}
            </Text>
            <Text size="sm" component="span" lineClamp={2}>
              <bdi>{text}</bdi>
            </Text>
          </li>
        ))}
      </ul>
    </div>
  );
}
