/** The list of holidays. It is put in order when it is saved, so that nothing moves under the hands of who writes. */
import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { Holiday } from '../../../contract/opening.ts';
import { holidaysMax } from '../../../contract/opening-faults.ts';
import { dayIn } from '../../../contract/times.ts';
import { useText } from '../../lib/i18n.tsx';
import { useNow } from '../../ui/now.ts';
import { type DraftFault, faultAt, nextHoliday } from './draft.ts';
import { HolidayRow } from './holiday-row.tsx';
import classes from './hours.module.css';

export function Holidays(props: {
  holidays: readonly Holiday[];
  timeZone: string;
  faults: readonly DraftFault[];
  disabled: boolean;
  change: (holidays: readonly Holiday[]) => void;
}) {
  const t = useText('hours');
  const { holidays, disabled, change } = props;
  const today = dayIn(useNow(), props.timeZone);
  const isFull = holidays.length >= holidaysMax;
  return (
    <>
      {holidays.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('holidays.none')}
        </Text>
      )}
      <ul className={classes.holidays}>
        {holidays.map((holiday, at) => (
          <HolidayRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a holiday is known by its place while it is written.
            key={at}
            number={at + 1}
            holiday={holiday}
            isPast={holiday.date !== '' && holiday.date < today}
            fault={faultAt(props.faults, 'holidays', at)}
            disabled={disabled}
            change={(next) => change(next ? holidays.with(at, next) : holidays.toSpliced(at, 1))}
          />
        ))}
      </ul>
      {isFull && (
        <Text size="sm" c="dimmed">
          {t('holidays.max', { max: holidaysMax })}
        </Text>
      )}
      {!disabled && !isFull && (
        <div>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            onClick={() => change([...holidays, nextHoliday(holidays, today)])}
          >
            {t('holiday.add')}
          </Button>
        </div>
      )}
    </>
  );
}
