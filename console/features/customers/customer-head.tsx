/** A customer's picture and name; the name is changed where it stands. */
import { ActionIcon, TextInput, Title } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { Customer } from '../../../contract/customers.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { nameLengthMax } from '../../../contract/entries.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMay } from '../../lib/session.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { failure } from '../../ui/notices.tsx';
import classes from './customer-pane.module.css';
import { customerQuery } from './queries.ts';
import { useCustomerName } from './use-customer-name.ts';

/** `order` is the heading's level on its screen. */
export function CustomerHead({ customer, order }: { customer: Customer; order: 1 | 2 }) {
  const t = useText('customers');
  const may = useMay();
  const customerName = useCustomerName();
  const [isEditing, setEditing] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const rename = useRename(customer);
  const done = (name: string | undefined) => {
    setEditing(false);
    requestAnimationFrame(() => pencil.current?.focus());
    if (name !== undefined) void rename(name);
  };
  return (
    <header className={classes.head}>
      <Avatar id={customer.id} name={customer.name} size="large" />
      {isEditing ? (
        <NameField name={customer.name ?? ''} done={done} />
      ) : (
        <Title order={order} size="h2" className={classes.name}>
          <bdi>{customerName(customer)}</bdi>
          {may('customers:write') && (
            <ActionIcon
              ref={pencil}
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t('rename')}
              onClick={() => setEditing(true)}
            >
              <IconPencil size={16} />
            </ActionIcon>
          )}
        </Title>
      )}
    </header>
  );
}

/** Enter and leaving the field keep the name, Escape does not. */
function NameField({ name, done }: { name: string; done: (name: string | undefined) => void }) {
  const t = useText('customers');
  const [text, setText] = useState(name);
  const isOver = useRef(false);
  const end = (result: string | undefined) => {
    if (isOver.current) return;
    isOver.current = true;
    done(result?.trim() === name ? undefined : result?.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') end(text);
    if (event.key === 'Escape') {
      event.stopPropagation();
      end(undefined);
    }
  };
  return (
    <TextInput
      className={classes.name}
      aria-label={t('name')}
      value={text}
      maxLength={nameLengthMax}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => end(text)}
      autoFocus
    />
  );
}

/** Shows the new name at once and takes it back when it is refused. An empty name is none. */
function useRename(customer: Customer): (name: string) => Promise<void> {
  const cache = useQueryClient();
  const problemText = useProblemText();
  const { queryKey } = customerQuery(customer.id);
  return async (text) => {
    const name = text === '' ? null : text;
    cache.setQueryData(queryKey, { ...customer, name });
    try {
      const saved = await call(endpoints.updateCustomer, { params: { id: customer.id }, body: { name } });
      cache.setQueryData(queryKey, saved);
    } catch (error) {
      cache.setQueryData(queryKey, customer);
      failure(problemText(error));
    }
  };
}
