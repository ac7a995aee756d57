/** What is written down of calls again and again: the macros for notes, filled in for this customer. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Customer } from '../../../contract/customers.ts';
import { textLengthMax } from '../../../contract/entries.ts';
import { fillMacro } from '../../../contract/macro-text.ts';
import { useText } from '../../lib/i18n.tsx';
import { attributeValues, macrosQuery, plainValues } from '../../lib/macros.ts';
import { useMe } from '../../lib/session.ts';
import type { CallForm } from './call-back.ts';
import classes from './log-dialog.module.css';

export function CallTemplates({ customer, form }: { customer: Customer; form: CallForm }) {
  const t = useText('customers');
  const me = useMe();
  const { data = [] } = useQuery(macrosQuery);
  const templates = data
    .filter(({ kind, text }) => kind === 'note' && text.trim() !== '')
    .toSorted((one, other) => other.uses - one.uses || one.name.localeCompare(other.name));
  if (templates.length === 0) return null;
  const add = (text: string) => {
    const values = { ...attributeValues(customer.attributes), ...plainValues(customer.name, me) };
    const written = [form.values.summary.trim(), fillMacro(text, values).text].filter((one) => one !== '');
    form.set({ summary: written.join('\n').slice(0, textLengthMax) });
  };
  return (
    <div className={classes.menu}>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button variant="subtle" size="compact-xs" rightSection={<IconChevronDown size={14} aria-hidden />}>
            {t('template')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={classes.templates ?? ''}>
          {templates.map(({ id, name, text }) => (
            <Menu.Item key={id} onClick={() => add(text)}>
              <bdi>{name}</bdi>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
