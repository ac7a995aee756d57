/** Making a tag, and changing its name or colour. */
import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type Tag, tagColours } from '../../../contract/conversation-entries.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { tagNameLengthMax } from '../../../contract/tags.ts';
import { ApiError, call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { tagsQuery } from '../../lib/team.ts';
import { chosen, useForm } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { TagChip } from './tag-chip.tsx';

export function TagForm({ tag, close }: { tag: Tag | undefined; close: () => void }) {
  const t = useText('tags');
  const app = useText('app');
  const cache = useQueryClient();
  const form = useForm({
    initial: { name: tag?.name ?? '', colour: tag?.colour ?? 'grey' },
    check: ({ name }) => ({ name: name.trim() === '' ? app('field.required') : undefined }),
    explain: (error) =>
      error instanceof ApiError && error.code === 'already-exists' ? t('double') : undefined,
    async send({ name, colour }) {
      const body = { name, colour: chosen(tagColours, colour) };
      if (tag) await call(endpoints.changeTag, { params: { id: tag.id }, body });
      else await call(endpoints.createTag, { body });
      await cache.invalidateQueries({ queryKey: tagsQuery.queryKey });
      close();
    },
  });
  const { name, colour } = form.values;
  return (
    <Modal
      opened
      onClose={close}
      title={tag ? t('change') : t('new')}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          <TextInput {...form.field('name')} label={t('name')} maxLength={tagNameLengthMax} data-autofocus />
          <NativeSelect
            {...form.field('colour')}
            label={t('colour')}
            data={tagColours.map((value) => ({ value, label: t(`colour.${value}`) }))}
          />
          {name.trim() !== '' && <TagChip tag={{ name, colour: chosen(tagColours, colour) }} />}
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
