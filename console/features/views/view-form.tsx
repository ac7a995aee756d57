/** Putting a view together: what must be so of a conversation, in which order, and who sees the view. */
import { Button, Checkbox, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import { nameLengthMax } from '../../../contract/entries.ts';
import type { SavedView } from '../../../contract/saved-views.ts';
import { languageCode, type ViewOrder, viewOrders } from '../../../contract/view-filter.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { chosen, useForm } from '../../lib/use-form.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import type { Chosen } from './chosen.ts';
import { FilterFields, type ViewValues } from './filter-fields.tsx';
import { fieldsOf, filterOf } from './filter-values.ts';
import { Preview } from './preview.tsx';
import { viewsQuery } from './queries.ts';

type Props = {
  /** Absent: a new one, which begins with what is shown (`from`). */
  view: SavedView | undefined;
  from: Chosen;
  close: () => void;
  saved: (view: SavedView) => void;
  removed: () => void;
};

export function ViewForm(props: Props) {
  const { view, close } = props;
  const t = useText('views');
  const app = useText('app');
  const may = useMay();
  const { form, remove } = useViewForm(props);
  const { values } = form;
  return (
    <Modal
      opened
      onClose={close}
      title={view ? t('change') : t('new')}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          <TextInput {...form.field('name')} label={t('name')} maxLength={nameLengthMax} data-autofocus />
          <FilterFields form={form} />
          <NativeSelect
            {...form.field('order')}
            label={t('order')}
            data={viewOrders.map((value) => ({ value, label: t(`order.${value}`) }))}
          />
          {may('conversations:write') && (
            <Checkbox
              label={t('shareIt')}
              checked={values.shared === 'yes'}
              onChange={(event) => form.set({ shared: event.currentTarget.checked ? 'yes' : '' })}
            />
          )}
          <Preview filter={filterOf(values)} />
          <FormFailure text={form.failure} />
          <Group justify="space-between" gap="xs">
            {view ? (
              <ConfirmButton label={t('remove')} title={t('removeAsk')} confirm={t('remove')} act={remove}>
                {t('removeText')}
              </ConfirmButton>
            ) : (
              <span />
            )}
            <Group gap="xs">
              <Button variant="default" onClick={close}>
                {app('cancel')}
              </Button>
              <Button type="submit" loading={form.isBusy}>
                {app('save')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function useViewForm({ view, from, close, saved, removed }: Props) {
  const t = useText('views');
  const app = useText('app');
  const cache = useQueryClient();
  const renew = () => cache.invalidateQueries({ queryKey: viewsQuery.queryKey });
  const form = useForm<ViewValues>({
    initial: {
      name: view?.name ?? '',
      order: view?.order ?? from.order,
      shared: view?.shared ? 'yes' : '',
      ...fieldsOf(view?.filter ?? from.filter),
    },
    check: ({ name, language }) => ({
      name: name.trim() === '' ? app('field.required') : undefined,
      language: language.trim() === '' || languageCode.test(language.trim()) ? undefined : t('languageHint'),
    }),
    async send(values) {
      const body = {
        name: values.name,
        filter: filterOf(values),
        order: chosen<ViewOrder>(viewOrders, values.order),
        shared: values.shared === 'yes',
      };
      const answer = view
        ? await call(endpoints.changeView, { params: { id: view.id }, body })
        : await call(endpoints.createView, { body });
      await renew();
      saved(answer);
      close();
    },
  });
  const remove = async () => {
    if (!view) return;
    await call(endpoints.removeView, { params: { id: view.id } });
    await renew();
    removed();
    close();
  };
  return { form, remove };
}
