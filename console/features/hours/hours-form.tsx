/** The form of business hours: time zone, week, holidays. */
import { NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import type { Hours } from '../../../contract/opening.ts';
import { useText } from '../../lib/i18n.tsx';
import { timeZones } from '../../lib/zone.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { SaveRow } from '../../ui/save-row.tsx';
import { Section } from '../../ui/settings-page.tsx';
import { draftFaults } from './draft.ts';
import { Holidays } from './holidays.tsx';
import classes from './hours.module.css';
import { OpeningLine } from './opening-line.tsx';
import { useSaving } from './use-saving.ts';
import { WeekEditor } from './week-editor.tsx';

export function HoursForm(props: {
  saved: Hours | undefined;
  first: Hours;
  teamId: string | null;
  mayChange: boolean;
}) {
  const t = useText('hours');
  const { saved, teamId, mayChange } = props;
  const [draft, setDraft] = useState<Hours>(saved ?? props.first);
  const { form, save } = useSaving(saved, draft, teamId);
  const faults = draftFaults(draft);
  const isNeverOpen = faults.some(({ what }) => what === 'never-open');
  return (
    <form
      noValidate
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (faults.length === 0) void save(draft);
        else event.currentTarget.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      }}
    >
      <OpeningLine draft={draft} />
      <NativeSelect
        className={classes.whose}
        label={t('timeZone')}
        value={draft.timeZone}
        disabled={!mayChange}
        onChange={(event) => setDraft({ ...draft, timeZone: event.currentTarget.value })}
        data={timeZones(draft.timeZone)}
      />
      <Section title={t('week')} text={t('weekHint')}>
        <WeekEditor
          week={draft.week}
          faults={faults}
          disabled={!mayChange}
          change={(week) => setDraft({ ...draft, week })}
        />
        {isNeverOpen && (
          <Text role="alert" size="sm" c="var(--danger)">
            {t('fault.never-open')}
          </Text>
        )}
      </Section>
      <Section title={t('holidays')} text={t('holidaysHint')}>
        <Holidays
          holidays={draft.holidays}
          timeZone={draft.timeZone}
          faults={faults}
          disabled={!mayChange}
          change={(holidays) => setDraft({ ...draft, holidays })}
        />
      </Section>
      {mayChange && (
        <div className={classes.end}>
          <SaveRow form={form} />
          {saved && (
            <ConfirmButton
              label={t('clear')}
              title={t('clear.title')}
              confirm={t('clear')}
              act={() => save(null)}
            >
              {teamId === null ? t('clear.text') : t('clear.team')}
            </ConfirmButton>
          )}
        </div>
      )}
    </form>
  );
}
