/** Making a template of checklists, and changing it: a name, and an item on each line. */
import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ChecklistTemplate } from '../../../contract/checklist-entries.ts';
import {
  checklistItemLengthMax,
  checklistItemsMax,
  checklistNameLengthMax,
} from '../../../contract/checklists.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { ApiError, call } from '../../lib/api.ts';
import { templatesQuery } from '../../lib/checklists.ts';
import { useText } from '../../lib/i18n.tsx';
import { useForm } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { linesOf } from './lines.ts';

export function TemplateForm({
  template,
  close,
}: {
  template: ChecklistTemplate | undefined;
  close: () => void;
}) {
  const t = useText('checklists');
  const app = useText('app');
  const cache = useQueryClient();
  const form = useForm({
    initial: { name: template?.name ?? '', items: template?.items.join('\n') ?? '' },
    check: ({ name, items }) => ({
      name: name.trim() === '' ? app('field.required') : undefined,
      items: wrongIn(linesOf(items)),
    }),
    explain: (error) =>
      error instanceof ApiError && error.code === 'already-exists' ? t('double') : undefined,
    async send({ name, items }) {
      const body = { name, items: linesOf(items) };
      if (template) await call(endpoints.changeChecklistTemplate, { params: { id: template.id }, body });
      else await call(endpoints.createChecklistTemplate, { body });
      await cache.invalidateQueries({ queryKey: templatesQuery.queryKey });
      close();
    },
  });
  function wrongIn(lines: readonly string[]): string | undefined {
    if (lines.length === 0) return app('field.required');
    if (lines.length > checklistItemsMax) return t('tooMany', { max: checklistItemsMax });
    return lines.some((line) => line.length > checklistItemLengthMax)
      ? t('tooLong', { max: checklistItemLengthMax })
      : undefined;
  }
  return (
    <Modal
      opened
      onClose={close}
      title={template ? t('changeTemplate') : t('newTemplate')}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          <TextInput
            {...form.field('name')}
            label={t('name')}
            maxLength={checklistNameLengthMax}
            data-autofocus
          />
          <Textarea
            {...form.field('items')}
            label={t('items')}
            description={t('itemsText')}
            autosize
            minRows={4}
            maxRows={14}
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
