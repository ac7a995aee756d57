/** From when to when. The browser's own fields: typed, stepped by arrow keys, or chosen. */
import { ActionIcon, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type Interval, isOvernight } from '../../../contract/opening.ts';
import { useText } from '../../lib/i18n.tsx';
import classes from './hours.module.css';

export function TimeFields(props: {
  name: string;
  interval: Interval;
  isWrong: boolean;
  disabled: boolean;
  change: (interval: Interval) => void;
  remove: () => void;
}) {
  const t = useText('hours');
  const { name, interval, disabled, change } = props;
  const { from, to } = interval;
  const common = {
    type: 'time',
    size: 'xs',
    disabled,
    'aria-invalid': props.isWrong,
    required: true,
  } as const;
  const isWhole = from === '00:00' && to === '00:00';
  const hint = isWhole
    ? t('wholeDay')
    : to !== '' && to !== from && isOvernight(interval)
      ? t('nextDay')
      : '';
  return (
    <div className={classes.interval}>
      <TextInput
        {...common}
        data-from
        aria-label={t('from', { day: name })}
        value={from}
        onChange={(event) => change({ ...interval, from: event.currentTarget.value })}
      />
      <span aria-hidden>–</span>
      <TextInput
        {...common}
        aria-label={t('to', { day: name })}
        value={to}
        onChange={(event) => change({ ...interval, to: event.currentTarget.value })}
      />
      <span className={classes.hint}>{hint}</span>
      {!disabled && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          aria-label={t('remove', { from, to, day: name })}
          onClick={props.remove}
        >
          <IconX size={14} />
        </ActionIcon>
      )}
    </div>
  );
}
