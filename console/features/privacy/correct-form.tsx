/** Putting right what is wrong: the name, an address in the place of another, an attribute. */
import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Customer } from '../../../contract/customers.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import type { PrivacyDetails } from '../../../contract/privacy.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useForm } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Section } from '../../ui/settings-page.tsx';
import { useKeep } from './queries.ts';

const nameLengthMax = 200;
const addressLengthMax = 320;
const kinds = ['email', 'phone', 'user'] as const;
type Kind = (typeof kinds)[number];

export function CorrectForm({ details }: { details: PrivacyDetails }) {
  const t = useText('privacy');
  const { request } = details;
  const { data } = useQuery({
    queryKey: ['customer', request.customer.id],
    queryFn: ({ signal }) =>
      call(endpoints.readCustomer, { params: { id: request.customer.id } }, { signal }),
  });
  return (
    <Section title={t('correct')} text={t('correctText')}>
      {data && request.state === 'open' && (
        <Fields key={JSON.stringify([data.name, data.identities])} details={details} customer={data} />
      )}
    </Section>
  );
}

/** An address in a select: its kind and value. */
const keyOf = ({ kind, value }: { kind: string; value: string }) => `${kind} ${value}`;

function Fields({ details: { request }, customer }: { details: PrivacyDetails; customer: Customer }) {
  const t = useText('privacy');
  const keep = useKeep(request.id);
  const addresses = customer.identities.flatMap(({ kind, value }) => {
    const known = kinds.find((one) => one === kind);
    return known ? [{ kind: known, value }] : [];
  });
  const form = useForm({
    initial: { name: customer.name ?? '', replace: '', by: '', attribute: '', value: '' },
    check: ({ name, replace, attribute }) => ({
      name:
        name === (customer.name ?? '') && replace === '' && attribute === ''
          ? t('correctNothing')
          : undefined,
    }),
    async send({ name, replace, by, attribute, value }) {
      const wrong = addresses.find((one) => keyOf(one) === replace);
      await keep(
        await call(endpoints.correctCustomer, {
          params: { id: request.id },
          body: {
            ...(name === (customer.name ?? '') ? {} : { name: name.trim() === '' ? null : name }),
            ...(wrong
              ? { replace: wrong, by: by.trim() === '' ? null : { kind: wrong.kind as Kind, value: by } }
              : {}),
            ...(attribute.trim() === ''
              ? {}
              : { attributes: { [attribute.trim()]: value === '' ? null : value } }),
          },
        }),
      );
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="sm">
        <TextInput
          {...form.field('name')}
          label={t('correctName')}
          maxLength={nameLengthMax}
          autoComplete="off"
        />
        {addresses.length > 0 && (
          <NativeSelect
            {...form.field('replace')}
            label={t('correctReplace')}
            data={[
              { value: '', label: t('correctNone') },
              ...addresses.map((one) => ({ value: keyOf(one), label: one.value })),
            ]}
          />
        )}
        {form.values.replace !== '' && (
          <TextInput
            {...form.field('by')}
            label={t('correctBy')}
            description={t('correctByHint')}
            maxLength={addressLengthMax}
            autoComplete="off"
          />
        )}
        <Group grow align="start">
          <TextInput {...form.field('attribute')} label={t('correctAttribute')} maxLength={nameLengthMax} />
          <TextInput
            {...form.field('value')}
            label={t('correctValue')}
            description={t('correctValueHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
        </Group>
        <FormFailure text={form.failure} />
        <Group>
          <Button type="submit" loading={form.isBusy}>
            {t('correctSave')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
