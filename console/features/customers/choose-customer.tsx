/** Choosing somebody while typing, where an action is about another customer or about one at all. */
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Customer } from '../../../contract/customers.ts';
import { useText } from '../../lib/i18n.tsx';
import classes from './customer-pane.module.css';
import { customersQuery } from './queries.ts';
import { useCustomerName } from './use-customer-name.ts';

const typingMs = 200;
const shownMax = 8;

/** `except`: who can't be chosen. */
export function ChooseCustomer(props: {
  label: string;
  except?: string;
  choose: (customer: Customer) => void;
}) {
  const t = useText('customers');
  const customerName = useCustomerName();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), typingMs);
  const { data } = useInfiniteQuery({ ...customersQuery(wanted), enabled: wanted !== '' });
  const found = (data?.pages ?? [])
    .flatMap((page) => page.data)
    .filter(({ id }) => id !== props.except)
    .slice(0, shownMax);
  return (
    <Stack gap="sm">
      <TextInput
        label={props.label}
        placeholder={t('searchHint')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
      <ul className={classes.list}>
        {found.map((one) => (
          <li key={one.id}>
            <Button variant="default" fullWidth justify="start" onClick={() => props.choose(one)}>
              <bdi>{customerName(one)}</bdi>
              <span className={classes.quiet}>
                &nbsp;{one.identities.find(({ kind }) => kind !== 'visitor')?.value}
              </span>
            </Button>
          </li>
        ))}
      </ul>
      {wanted !== '' && data && found.length === 0 && <Text size="sm">{t('nobody')}</Text>}
    </Stack>
  );
}
