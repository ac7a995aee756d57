/** Going away and handing over: to whom, and how many went. */
import { Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Member } from '../../../contract/accounts.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { availabilityQuery, useAvailability } from '../../lib/availability.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { membersQuery } from '../../lib/team.ts';
import { useForm } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { notice } from '../../ui/notices.tsx';

type Whose = Pick<Member, 'id' | 'name'>;

/** Of the reader's own conversations, or as an owner or admin of somebody else's. */
export function HandOverDialog(props: { member: Whose; opened: boolean; close: () => void }) {
  const t = useText('app');
  const { member, opened, close } = props;
  const isOwn = useMe().member.id === member.id;
  const title = isOwn ? t('handOver.title') : t('handOver.titleFor', { name: member.name });
  return (
    <Modal opened={opened} onClose={close} title={title} centered>
      <HandOverForm member={member} isOwn={isOwn} close={close} />
    </Modal>
  );
}

function HandOverForm({ member, isOwn, close }: { member: Whose; isOwn: boolean; close: () => void }) {
  const t = useText('app');
  const cache = useQueryClient();
  const { data: members = [] } = useQuery(membersQuery);
  const availability = useAvailability();
  const form = useForm({
    initial: { to: '' },
    async send({ to }) {
      const { handedOver, toTeams } = await call(endpoints.setAvailability, {
        params: { id: member.id },
        body: { choice: 'handing-over', handOverTo: to === '' ? null : to },
      });
      await cache.invalidateQueries({ queryKey: availabilityQuery.queryKey });
      const count = handedOver;
      notice(
        isOwn
          ? t('handOver.done', { count, toTeams })
          : t('handOver.doneFor', { count, toTeams, name: member.name }),
      );
      close();
    },
  });
  const labelOf = (id: string, name: string) => {
    const state = availability(id)?.state;
    return state === undefined ? name : `${name} · ${t(`presence.${state}`)}`;
  };
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack>
        <Text size="sm">{isOwn ? t('handOver.text') : t('handOver.textFor', { name: member.name })}</Text>
        <NativeSelect
          {...form.field('to')}
          label={t('handOver.to')}
          data={[
            { value: '', label: t('handOver.nobody') },
            ...members
              .filter(({ id, role }) => id !== member.id && role !== 'viewer')
              .map(({ id, name }) => ({ value: id, label: labelOf(id, name) })),
          ]}
          data-autofocus
        />
        <FormFailure text={form.failure} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {t('handOver.act')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
