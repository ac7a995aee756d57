/** Making a macro, and changing it. */
import {
  Button,
  Checkbox,
  Group,
  Modal,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Action } from '../../../contract/actions.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { nameLengthMax, textLengthMax } from '../../../contract/entries.ts';
import { macroVariables } from '../../../contract/macro-text.ts';
import type { Macro } from '../../../contract/macros.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { macrosQuery } from '../../lib/macros.ts';
import { useForm } from '../../lib/use-form.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { ActionsEditor } from './actions-editor.tsx';

type Props = { macro: Macro | undefined; close: () => void };

export function MacroForm(props: Props) {
  const { macro, close } = props;
  const t = useText('macros');
  const app = useText('app');
  const { form, actions, setActions, remove } = useMacroForm(props);
  const { values } = form;
  return (
    <Modal
      opened
      onClose={close}
      title={macro ? t('change') : t('new')}
      centered
      size="lg"
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          <TextInput {...form.field('name')} label={t('name')} maxLength={nameLengthMax} data-autofocus />
          <SegmentedControl
            size="xs"
            aria-label={t('kind')}
            value={values.kind}
            onChange={(kind) => form.set({ kind })}
            data={[
              { value: 'reply', label: t('kind.reply') },
              { value: 'note', label: t('kind.note') },
            ]}
          />
          <Textarea
            {...form.field('text')}
            label={t('textLabel')}
            autosize
            minRows={4}
            maxRows={12}
            maxLength={textLengthMax}
          />
          <Variables add={(name) => form.set({ text: `${values.text}{{${name}}}` })} />
          <ActionsEditor actions={actions} change={setActions} />
          <Checkbox
            label={t('shareIt')}
            checked={values.shared === 'yes'}
            onChange={(event) => form.set({ shared: event.currentTarget.checked ? 'yes' : '' })}
          />
          <FormFailure text={form.failure} />
          <Group justify="space-between" gap="xs">
            {macro ? (
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

/** What a text may hold, at hand. */
function Variables({ add }: { add: (name: string) => void }) {
  const t = useText('macros');
  return (
    <Stack gap={4}>
      <Group gap={4}>
        {macroVariables.map((name) => (
          <Button key={name} size="compact-xs" variant="default" onClick={() => add(name)}>
            {t(`variable.${name}`)}
          </Button>
        ))}
      </Group>
      <Text size="xs" c="dimmed">
        {t('variablesText')}
      </Text>
    </Stack>
  );
}

function useMacroForm({ macro, close }: Props) {
  const t = useText('macros');
  const app = useText('app');
  const cache = useQueryClient();
  const [actions, setActions] = useState<readonly Action[]>(macro?.actions ?? []);
  const renew = () => cache.invalidateQueries({ queryKey: macrosQuery.queryKey });
  const form = useForm({
    initial: {
      name: macro?.name ?? '',
      text: macro?.text ?? '',
      kind: macro?.kind === 'note' ? 'note' : 'reply',
      shared: macro?.shared ? 'yes' : '',
    } as Record<'name' | 'text' | 'kind' | 'shared', string>,
    check: ({ name, text }) => ({
      name: name.trim() === '' ? app('field.required') : undefined,
      text: text.trim() === '' && actions.length === 0 ? t('nothing') : undefined,
    }),
    async send({ name, text, kind, shared }) {
      const body = {
        name,
        text,
        kind: kind === 'note' ? ('note' as const) : ('reply' as const),
        actions: [...actions],
        shared: shared === 'yes',
      };
      if (macro) await call(endpoints.changeMacro, { params: { id: macro.id }, body });
      else await call(endpoints.createMacro, { body });
      await renew();
      close();
    },
  });
  const remove = async () => {
    if (!macro) return;
    await call(endpoints.removeMacro, { params: { id: macro.id } });
    await renew();
    close();
  };
  return { form, actions, setActions, remove };
}
