/** A holiday: its date, its name, and times where it is not closed all day. */
import { ActionIcon, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { Holiday } from '../../../contract/opening.ts';
import { holidayNameLengthMax } from '../../../contract/opening-faults.ts';
import { useText } from '../../lib/i18n.tsx';
import { DayTimes } from './day-times.tsx';
import type { DraftFault } from './draft.ts';
import classes from './hours.module.css';

export function HolidayRow(props: {
  number: number;
  holiday: Holiday;
  isPast: boolean;
  fault: DraftFault['what'] | undefined;
  disabled: boolean;
  change: (holiday: Holiday | undefined) => void;
}) {
  const t = useText('hours');
  const { number, holiday, disabled, change, fault } = props;
  const name = holiday.name.trim() || t('holiday.unnamed', { number });
  const isWrong = fault !== undefined;
  return (
    <li className={classes.holiday} data-past={props.isPast}>
      <TextInput
        type="date"
        size="xs"
        aria-label={t('holiday.dateOf', { number })}
        value={holiday.date}
        disabled={disabled}
        aria-invalid={isWrong}
        onChange={(event) => change({ ...holiday, date: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        aria-label={t('holiday.nameOf', { number })}
        placeholder={t('holiday.name')}
        value={holiday.name}
        maxLength={holidayNameLengthMax}
        disabled={disabled}
        aria-invalid={isWrong}
        onChange={(event) => change({ ...holiday, name: event.currentTarget.value })}
      />
      <DayTimes
        name={name}
        intervals={holiday.intervals}
        fault={fault}
        disabled={disabled}
        closedWord={props.isPast ? `${t('holiday.closed')} · ${t('holiday.past')}` : t('holiday.closed')}
        change={(intervals) => change({ ...holiday, intervals })}
      />
      {!disabled && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={t('holiday.remove', { name })}
          onClick={() => change(undefined)}
        >
          <IconTrash size={16} />
        </ActionIcon>
      )}
    </li>
  );
}
