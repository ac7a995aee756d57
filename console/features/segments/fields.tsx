/** The small fields of a condition: each says to screen readers what it is, for no label stands above it. */
import { Autocomplete, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { conditionDaysMax, conditionTextLengthMax } from '../../../contract/conditions.ts';
import { useText } from '../../lib/i18n.tsx';
import { chosen } from '../../lib/use-form.ts';
import { dayOf, timeOfDay } from './draft.ts';
import { suggestionsQuery } from './queries.ts';
import classes from './segments.module.css';

/** One of some words. */
export function Choice<Value extends string>(props: {
  label: string;
  value: Value;
  values: readonly [Value, ...Value[]];
  word: (value: Value) => string;
  change: (value: Value) => void;
}) {
  return (
    <NativeSelect
      size="xs"
      className={classes.choice}
      aria-label={props.label}
      value={props.value}
      onChange={(event) => props.change(chosen(props.values, event.currentTarget.value))}
      data={props.values.map((value) => ({ value, label: props.word(value) }))}
    />
  );
}

/** A text. */
export function Words(props: {
  label: string;
  value: string;
  change: (value: string) => void;
  hint?: string;
}) {
  return (
    <TextInput
      size="xs"
      className={classes.text}
      aria-label={props.label}
      placeholder={props.hint ?? props.label}
      value={props.value}
      maxLength={conditionTextLengthMax}
      onChange={(event) => props.change(event.currentTarget.value)}
    />
  );
}

/** A name that was seen lately, or any other. */
export function Name(props: {
  label: string;
  value: string;
  change: (value: string) => void;
  of: 'attributes' | 'events' | 'properties' | 'topics' | 'currencies' | 'keys';
  event?: string | undefined;
}) {
  const { data } = useQuery(suggestionsQuery(props.of, props.event));
  return (
    <Autocomplete
      size="xs"
      className={classes.text}
      aria-label={props.label}
      placeholder={props.label}
      value={props.value}
      maxLength={conditionTextLengthMax}
      data={data ?? []}
      limit={30}
      onChange={props.change}
    />
  );
}

/** A number; NaN while there is none. */
export function Amount(props: {
  label: string;
  value: number;
  change: (value: number) => void;
  min?: number;
  max?: number;
  isWhole?: boolean;
}) {
  return (
    <NumberInput
      size="xs"
      className={classes.amount}
      aria-label={props.label}
      value={Number.isNaN(props.value) ? '' : props.value}
      onChange={(value) => props.change(value === '' ? Number.NaN : Number(value))}
      allowDecimal={!props.isWhole}
      {...(props.min === undefined ? {} : { min: props.min, allowNegative: props.min < 0 })}
      {...(props.max === undefined ? {} : { max: props.max })}
      hideControls
    />
  );
}

/** So many days. */
export function Days({ value, change }: { value: number; change: (days: number) => void }) {
  const t = useText('segments');
  return (
    <>
      <Amount label={t('days')} value={value} change={change} min={1} max={conditionDaysMax} isWhole />
      <span>{t('days')}</span>
    </>
  );
}

/** A day of the reader's calendar, kept as its first moment. */
export function Day({
  label,
  value,
  change,
}: {
  label: string;
  value: string;
  change: (at: string) => void;
}) {
  return (
    <TextInput
      type="date"
      size="xs"
      aria-label={label}
      min="1900-01-01"
      max="2199-12-31"
      value={dayOf(value)}
      onChange={(event) => change(timeOfDay(event.currentTarget.value))}
    />
  );
}
