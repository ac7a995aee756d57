/** The times of a day: none means closed. Focus goes to a time that is added, and stays here when one is removed. */
import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import type { Interval } from '../../../contract/opening.ts';
import { intervalsPerDayMax } from '../../../contract/opening-faults.ts';
import { useText } from '../../lib/i18n.tsx';
import { type DraftFault, withNext } from './draft.ts';
import classes from './hours.module.css';
import { TimeFields } from './time-fields.tsx';

export function DayTimes(props: {
  /** The weekday, or the name of the holiday. */
  name: string;
  intervals: readonly Interval[];
  fault: DraftFault['what'] | undefined;
  disabled: boolean;
  change: (intervals: readonly Interval[]) => void;
  /** What to say of a day without times. */
  closedWord?: string;
}) {
  const t = useText('hours');
  const { name, intervals, fault, disabled, change } = props;
  const place = useRef<HTMLDivElement>(null);
  const focus = (selector: string) =>
    requestAnimationFrame(() =>
      [...(place.current?.querySelectorAll<HTMLElement>(selector) ?? [])].at(-1)?.focus(),
    );
  return (
    <div className={classes.times} ref={place}>
      {intervals.length === 0 && (
        <Text size="sm" c="dimmed">
          {props.closedWord ?? t('closed')}
        </Text>
      )}
      {intervals.map((interval, at) => (
        <TimeFields
          // biome-ignore lint/suspicious/noArrayIndexKey: times have no name; their place is what they are.
          key={at}
          name={name}
          interval={interval}
          isWrong={fault !== undefined}
          disabled={disabled}
          change={(next) => change(intervals.with(at, next))}
          remove={() => {
            change(intervals.toSpliced(at, 1));
            focus('[data-add]');
          }}
        />
      ))}
      {fault && (
        <Text role="alert" size="xs" c="var(--danger)">
          {t(`fault.${fault}`, { max: intervalsPerDayMax })}
        </Text>
      )}
      {!disabled && intervals.length < intervalsPerDayMax && (
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPlus size={14} />}
          aria-label={t('addTo', { day: name })}
          data-add
          onClick={() => {
            change(withNext(intervals));
            focus('[data-from]');
          }}
        >
          {t('add')}
        </Button>
      )}
    </div>
  );
}
