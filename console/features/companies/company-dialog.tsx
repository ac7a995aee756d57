/** Writing down a company by hand, or changing what is written of it. */
import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type Company, companyIdLengthMax } from '../../../contract/companies.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { nameLengthMax, urlLengthMax } from '../../../contract/entries.ts';
import { ApiError, call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { randomId } from '../../lib/random-id.ts';
import { useForm } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { domainsIn } from './domains.ts';
import { companyQuery } from './queries.ts';
import { useChange } from './use-change.ts';

/** The fields that may be left empty. */
const free = ['externalId', 'website', 'size', 'address'] as const;

/** Without `company` a new one. */
export function CompanyDialog({ company, close }: { company?: Company; close: () => void }) {
  const t = useText('companies');
  const app = useText('app');
  const save = useSave(company, close);
  const form = useForm({
    initial: {
      name: company?.name ?? '',
      domains: company?.domains.join(', ') ?? '',
      externalId: company?.externalId ?? '',
      website: company?.website ?? '',
      size: company?.size ?? '',
      address: company?.address ?? '',
    },
    check: ({ name }) => ({ name: name.trim() === '' ? app('field.required') : undefined }),
    send: ({ name, domains, ...rest }) =>
      save({
        name: name.trim(),
        domains: domainsIn(domains),
        ...Object.fromEntries(free.map((field) => [field, rest[field].trim() || null])),
      }),
    explain: (error) => {
      if (!(error instanceof ApiError)) return undefined;
      if (error.code === 'already-exists') return t('exists');
      return error.code === 'invalid-input' && error.errors.length === 0 ? t('domainWrong') : undefined;
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={company ? t('edit') : t('new')}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          <TextInput {...form.field('name')} label={t('name')} maxLength={nameLengthMax} data-autofocus />
          <TextInput
            {...form.field('domains')}
            label={t('domains')}
            description={t('domainsHint')}
            placeholder="example.com"
            autoComplete="off"
          />
          <TextInput
            {...form.field('externalId')}
            label={t('externalId')}
            description={t('externalIdHint')}
            maxLength={companyIdLengthMax}
            autoComplete="off"
          />
          <TextInput {...form.field('website')} label={t('website')} maxLength={urlLengthMax} type="url" />
          <TextInput {...form.field('size')} label={t('size')} maxLength={urlLengthMax} />
          <Textarea {...form.field('address')} label={t('address')} maxLength={urlLengthMax} autosize />
          <FormFailure text={form.failure} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {app('cancel')}
            </Button>
            <Button type="submit" loading={form.isBusy}>
              {company ? app('save') : t('add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type Values = { name: string; domains: string[] };

function useSave(company: Company | undefined, close: () => void): (values: Values) => Promise<void> {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { change } = useChange(company?.id ?? '');
  return async (values) => {
    if (company) {
      await change(values);
      return close();
    }
    const made = await call(endpoints.createCompany, { body: values }, { idempotencyKey: randomId() });
    cache.setQueryData(companyQuery(made.id).queryKey, made);
    await cache.invalidateQueries({ queryKey: ['companies'] });
    close();
    await navigate({ to: '/companies/{-$companyId}', params: { companyId: made.id } });
  };
}
