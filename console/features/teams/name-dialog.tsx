/** The name of a team: of a new one, or another one. */
import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import { nameLengthMax } from '../../../contract/entries.ts';
import type { Team } from '../../../contract/teams.ts';
import { ApiError, call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { teamsQuery } from '../../lib/teams.ts';
import { useForm } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';

export function NameDialog(props: { team?: Team; opened: boolean; close: () => void }) {
  const t = useText('teams');
  const title = props.team ? t('renameTitle', { name: props.team.name }) : t('make');
  return (
    <Modal opened={props.opened} onClose={props.close} title={title} centered>
      <NameForm {...props} />
    </Modal>
  );
}

function NameForm({ team, close }: { team?: Team; close: () => void }) {
  const t = useText('teams');
  const app = useText('app');
  const cache = useQueryClient();
  const form = useForm({
    initial: { name: team?.name ?? '' },
    check: ({ name }) => ({ name: name.trim() === '' ? app('field.required') : undefined }),
    async send({ name }) {
      if (team) await call(endpoints.updateTeam, { params: { id: team.id }, body: { name } });
      else await call(endpoints.createTeam, { body: { name } });
      await cache.invalidateQueries({ queryKey: teamsQuery.queryKey });
      close();
    },
    explain: (error) =>
      error instanceof ApiError && error.code === 'already-exists' ? t('taken') : undefined,
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack>
        <TextInput
          {...form.field('name')}
          label={t('name')}
          placeholder={t('namePlaceholder')}
          maxLength={nameLengthMax}
          autoComplete="off"
          data-autofocus
        />
        <FormFailure text={form.failure} />
        <Button type="submit" loading={form.isBusy}>
          {team ? t('rename') : t('make')}
        </Button>
      </Stack>
    </form>
  );
}
