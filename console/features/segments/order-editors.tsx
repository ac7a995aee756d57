/** Tests of what somebody bought. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { NumberTest } from '../../../contract/conditions.ts';
import { majorOf } from '../../../contract/money.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { typedAmount } from '../../lib/money.ts';
import type { Editing } from './editing.ts';
import { dayOps } from './fact-editors.tsx';
import { Choice, Name } from './fields.tsx';
import classes from './segments.module.css';
import { TestEditor } from './test-editor.tsx';
import { Turned } from './turned.tsx';
import { TimesEditor, WhenEditor } from './when-editor.tsx';

export function OrdersEditor({ leaf, change }: Editing<'orders'>) {
  return (
    <>
      <Turned type="orders" not={leaf.not} change={(not) => change({ ...leaf, not })} />
      <TimesEditor times={leaf.times} change={(times) => change({ ...leaf, times })} />
      <WhenEditor when={leaf.when} change={(when) => change({ ...leaf, when })} />
    </>
  );
}

export function LastOrderEditor({ leaf, change }: Editing<'lastOrder'>) {
  return (
    <TestEditor
      tested={leaf}
      ops={dayOps}
      change={({ test, not }) => {
        if (test.op === 'before' || test.op === 'after' || test.op === 'within')
          change({ ...leaf, test, not });
      }}
    />
  );
}

const amountOps = ['above', 'below', 'between'] as const;

export function SpentEditor({ leaf, change }: Editing<'spent'>) {
  const t = useText('segments');
  const { test, currency } = leaf;
  const begin = (op: NumberTest['op']): NumberTest =>
    op === 'between' ? { op, from: Number.NaN, to: Number.NaN } : { op, value: Number.NaN };
  const money = (label: string, value: number, set: (value: number) => void) => (
    <Money key={`${label} ${currency}`} label={label} value={value} currency={currency} change={set} />
  );
  return (
    <>
      <Turned type="spent" not={leaf.not} change={(not) => change({ ...leaf, not })} />
      <Choice
        label={t('op')}
        value={test.op}
        values={amountOps}
        word={(op) => t(`amount.${op}`)}
        change={(op) => change({ ...leaf, test: begin(op) })}
      />
      {test.op === 'between' ? (
        <>
          {money(t('from'), test.from, (from) => change({ ...leaf, test: { ...test, from } }))}
          <span>{t('and')}</span>
          {money(t('to'), test.to, (to) => change({ ...leaf, test: { ...test, to } }))}
        </>
      ) : (
        money(t('value'), test.value, (value) => change({ ...leaf, test: { ...test, value } }))
      )}
      <Name
        label={t('currency')}
        of="currencies"
        value={currency}
        change={(text) => change({ ...leaf, currency: text.trim().toUpperCase().slice(0, 3) })}
      />
      <WhenEditor when={leaf.when} change={(when) => change({ ...leaf, when })} />
    </>
  );
}

/** An amount as people write it, kept in the smallest unit; NaN while it is none. */
function Money(props: { label: string; value: number; currency: string; change: (minor: number) => void }) {
  const locale = useLocale();
  const code = isCurrency(props.currency) ? props.currency : 'EUR';
  const [text, setText] = useState(() => (Number.isNaN(props.value) ? '' : majorOf(props.value, code)));
  return (
    <TextInput
      size="xs"
      className={classes.amount}
      inputMode="decimal"
      aria-label={props.label}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        props.change(typedAmount(event.currentTarget.value, code, locale) ?? Number.NaN);
      }}
    />
  );
}

/** Whether it has the form of a currency's code. */
function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code);
}
