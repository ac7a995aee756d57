/** Defining an attribute, and changing its definition. */
import { Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type AttributeDefinition, descriptionLengthMax } from '../../../contract/attributes.ts';
import { type AttributeSubject, attributeTypes } from '../../../contract/care-entries.ts';
import { attributeNameLengthMax } from '../../../contract/customers.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { nameLengthMax } from '../../../contract/entries.ts';
import { ApiError, call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { chosen, useForm } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { definitionsOf } from './definitions.ts';
import { keyFor, optionsOf } from './key.ts';

export function AttributeForm(props: {
  subject: AttributeSubject;
  definition: AttributeDefinition | undefined;
  close: () => void;
}) {
  const { definition, close } = props;
  const t = useText('attributes');
  const app = useText('app');
  const form = useAttributeForm(props);
  const { type, name, key } = form.values;
  return (
    <Modal
      opened
      onClose={close}
      title={definition ? t('change') : t('new')}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          <TextInput {...form.field('name')} label={t('name')} maxLength={nameLengthMax} data-autofocus />
          <TextInput
            {...form.field('key')}
            label={t('key')}
            description={t('keyHint')}
            placeholder={keyFor(name)}
            disabled={definition !== undefined}
            maxLength={attributeNameLengthMax}
            value={key}
          />
          <NativeSelect
            {...form.field('type')}
            label={t('type')}
            description={definition ? t('typeHint') : undefined}
            data={attributeTypes.map((value) => ({ value, label: t(`type.${value}`) }))}
          />
          {(type === 'choice' || type === 'list') && (
            <Textarea
              {...form.field('options')}
              label={t('options')}
              description={t(type === 'list' ? 'optionsOfList' : 'optionsHint')}
              autosize
              minRows={3}
              maxRows={10}
            />
          )}
          <TextInput
            {...form.field('description')}
            label={t('description')}
            description={t('descriptionHint')}
            maxLength={descriptionLengthMax}
          />
          <FormFailure text={form.failure} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {app('cancel')}
            </Button>
            <Button type="submit" loading={form.isBusy}>
              {app('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function useAttributeForm({ subject, definition, close }: Parameters<typeof AttributeForm>[0]) {
  const t = useText('attributes');
  const app = useText('app');
  const cache = useQueryClient();
  return useForm<Record<'name' | 'key' | 'type' | 'options' | 'description', string>>({
    initial: {
      name: definition?.name ?? '',
      key: definition?.key ?? '',
      type: definition?.type ?? 'text',
      options: definition?.options.join('\n') ?? '',
      description: definition?.description ?? '',
    },
    check: ({ name, type, options }) => ({
      name: name.trim() === '' ? app('field.required') : undefined,
      options: type === 'choice' && optionsOf(options).length === 0 ? t('optionsMissing') : undefined,
    }),
    async send(values) {
      const type = chosen(attributeTypes, values.type);
      const body = {
        name: values.name.trim(),
        type,
        description: values.description.trim(),
        options: type === 'choice' || type === 'list' ? optionsOf(values.options) : [],
      };
      if (definition) {
        const asked = { params: { key: definition.key }, query: { subject }, body };
        await call(endpoints.changeAttribute, asked);
      } else {
        const key = values.key.trim() === '' ? keyFor(values.name) : values.key.trim();
        await call(endpoints.defineAttribute, { body: { ...body, subject, key } });
      }
      await cache.invalidateQueries({ queryKey: definitionsOf(subject).queryKey });
      close();
    },
    explain: (error) =>
      error instanceof ApiError && error.code === 'already-exists' ? t('exists') : undefined,
  });
}
