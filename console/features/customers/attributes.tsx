/** What is known of a customer besides: attributes by name, set and taken away where they stand. */
import { ActionIcon, Button, Group, Modal, Stack, TextInput, Title } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  attributeNameLengthMax,
  attributeTextLengthMax,
  type Customer,
} from '../../../contract/customers.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { definitionsQuery } from '../../lib/team.ts';
import { useForm } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { attributeText, attributeValue, shownAttributes } from './attribute-text.ts';
import { TypedAttribute } from './care/typed-attributes.tsx';
import classes from './customer-pane.module.css';
import { customerQuery } from './queries.ts';

export function Attributes({ customer }: { customer: Customer }) {
  const cache = useQueryClient();
  const { data: definitions = [] } = useQuery(definitionsQuery);
  const inForce = definitions.filter(({ archived }) => !archived);
  return (
    <AttributeSection
      attributes={customer.attributes}
      defined={inForce.map(({ key }) => key)}
      save={async (changes) => {
        const body = { attributes: changes } as never;
        const saved = await call(endpoints.describeCustomer, { params: { id: customer.id }, body });
        cache.setQueryData(customerQuery(customer.id).queryKey, saved);
      }}
    >
      {inForce.map((definition) => (
        <TypedAttribute key={definition.key} customer={customer} definition={definition} />
      ))}
    </AttributeSection>
  );
}

type Attributed = {
  attributes: Readonly<Record<string, unknown>>;
  /** null takes an attribute away. */
  save: (changes: Record<string, unknown>) => Promise<void>;
};
/** `defined`: those that have inputs of their own, the `children`. */
type Section = Attributed & { defined?: readonly string[]; children?: ReactNode };

/** Attributes of whatever has some. */
export function AttributeSection({ attributes, save, defined = [], children }: Section) {
  const t = useText('customers');
  const may = useMay();
  const [edited, setEdited] = useState<{ name: string }>();
  const shown = shownAttributes(attributes).filter(([name]) => !defined.includes(name));
  const isEditable = may('customers:write');
  if (shown.length === 0 && defined.length === 0 && !isEditable) return null;
  return (
    <section className={classes.section}>
      <Title order={3}>{t('attributes')}</Title>
      {children}
      {shown.length > 0 && (
        <dl className={classes.facts}>
          {shown.map(([name, value]) => (
            <div key={name} className={classes.attribute}>
              <dt>
                <bdi>{name}</bdi>
              </dt>
              <dd>
                <bdi>{attributeText(value)}</bdi>
                {isEditable && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size="sm"
                    aria-label={t('attribute.change', { name })}
                    onClick={() => setEdited({ name })}
                  >
                    <IconPencil size={16} />
                  </ActionIcon>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {isEditable && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={16} />}
          onClick={() => setEdited({ name: '' })}
        >
          {t('attribute.add')}
        </Button>
      )}
      {edited && (
        <AttributeDialog
          attributes={attributes}
          save={save}
          name={edited.name}
          close={() => setEdited(undefined)}
        />
      )}
    </section>
  );
}

function AttributeDialog(props: Attributed & { name: string; close: () => void }) {
  const { attributes, close } = props;
  const t = useText('customers');
  const app = useText('app');
  const before = Object.hasOwn(attributes, props.name) ? attributes[props.name] : undefined;
  const save = async (name: string, value: unknown) => {
    await props.save({ [name]: value });
    close();
  };
  const form = useForm({
    initial: { name: props.name, value: before === undefined ? '' : attributeText(before) },
    check: ({ name, value }) => ({
      name: name.trim() === '' ? app('field.required') : undefined,
      value: value.trim() === '' ? app('field.required') : undefined,
    }),
    send: ({ name, value }) => save(name.trim(), attributeValue(value.trim(), before)),
  });
  return (
    <Modal
      opened
      onClose={close}
      title={props.name === '' ? t('attribute.add') : t('attribute.change', { name: props.name })}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          {props.name === '' && (
            <TextInput
              {...form.field('name')}
              label={t('attribute.name')}
              maxLength={attributeNameLengthMax}
              data-autofocus
            />
          )}
          <TextInput
            {...form.field('value')}
            label={t('attribute.value')}
            maxLength={attributeTextLengthMax}
            {...(props.name === '' ? {} : { 'data-autofocus': true })}
          />
          <FormFailure text={form.failure} />
          <Group justify="space-between" gap="xs">
            {before === undefined ? (
              <span />
            ) : (
              <Button variant="subtle" color="red" onClick={() => void save(props.name, null)}>
                {t('attribute.remove')}
              </Button>
            )}
            <Button type="submit" loading={form.isBusy}>
              {app('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
