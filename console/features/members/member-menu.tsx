/** What can be done with a member: a reset link, and removing. */
import { ActionIcon, Menu, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { IconDots, IconKey, IconMoon, IconSun, IconUserMinus, IconUserShare } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Member } from '../../../contract/accounts.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useAvailability } from '../../lib/availability.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { membersQuery } from '../../lib/team.ts';
import { ConfirmDialog } from '../../ui/confirm-button.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { failure, notice } from '../../ui/notices.tsx';
import { HandOverDialog, useChoose } from '../availability/index.ts';

export function MemberMenu({ member }: { member: Member }) {
  const t = useText('members');
  const problemText = useProblemText();
  const [link, setLink] = useState<string>();
  const [isLeaving, setLeaving] = useState(false);
  const [isHandingOver, setHandingOver] = useState(false);
  const makeLink = async () => {
    try {
      const made = await call(endpoints.createResetLink, { params: { id: member.id } });
      if (made.link === null) notice(t('reset.mailed', { email: member.email }));
      else setLink(made.link);
    } catch (error) {
      failure(problemText(error));
    }
  };
  return (
    <>
      <Menu position="bottom-end" withinPortal={false}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('menu', { name: member.name })}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Whereabouts member={member} handOver={() => setHandingOver(true)} />
          <Menu.Divider />
          <Menu.Item leftSection={<IconKey size={16} />} onClick={() => void makeLink()}>
            {t('reset.make')}
          </Menu.Item>
          <Menu.Item
            color="var(--danger)"
            leftSection={<IconUserMinus size={16} />}
            onClick={() => setLeaving(true)}
          >
            {t('remove.act')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ResetLink name={member.name} link={link} close={() => setLink(undefined)} />
      <HandOverDialog member={member} opened={isHandingOver} close={() => setHandingOver(false)} />
      <RemoveDialog member={member} opened={isLeaving} close={() => setLeaving(false)} />
    </>
  );
}

/** Choosing for somebody who forgot to. */
function Whereabouts({ member, handOver }: { member: Member; handOver: () => void }) {
  const t = useText('members');
  const isOnline = useAvailability()(member.id)?.choice === 'online';
  const choose = useChoose(member.id);
  return (
    <>
      <Menu.Item
        leftSection={isOnline ? <IconMoon size={16} /> : <IconSun size={16} />}
        onClick={() => void choose(isOnline ? 'away' : 'online')}
      >
        {isOnline ? t('setAway') : t('setOnline')}
      </Menu.Item>
      <Menu.Item leftSection={<IconUserShare size={16} />} onClick={handOver}>
        {t('handOver')}
      </Menu.Item>
    </>
  );
}

function ResetLink({ name, link, close }: { name: string; link: string | undefined; close: () => void }) {
  const t = useText('members');
  return (
    <Modal opened={link !== undefined} onClose={close} title={t('reset.title', { name })} centered>
      <CopyField label={t('reset.link')} value={link ?? ''} description={t('reset.hint')} />
    </Modal>
  );
}

/** Names what ends, and asks who takes over the open conversations. */
function RemoveDialog({ member, opened, close }: { member: Member; opened: boolean; close: () => void }) {
  const t = useText('members');
  const cache = useQueryClient();
  const { data: members = [] } = useQuery(membersQuery);
  const [heir, setHeir] = useState('');
  const { name } = member;
  const remove = async () => {
    const body = { handOverTo: heir === '' ? null : heir };
    await call(endpoints.removeMember, { params: { id: member.id }, body });
    await cache.invalidateQueries({ queryKey: membersQuery.queryKey });
    notice(t('remove.done', { name }));
  };
  return (
    <ConfirmDialog
      opened={opened}
      close={close}
      title={t('remove.title', { name })}
      confirm={t('remove.act')}
      act={remove}
    >
      <Stack gap="sm">
        <Text size="sm">{t('remove.ends', { name })}</Text>
        <Text size="sm">{t('remove.stays', { name })}</Text>
        <NativeSelect
          label={t('remove.handOver')}
          value={heir}
          onChange={(event) => setHeir(event.currentTarget.value)}
          data={[
            { value: '', label: t('remove.nobody') },
            ...members
              .filter(({ id }) => id !== member.id)
              .map(({ id, name: label }) => ({ value: id, label })),
          ]}
        />
      </Stack>
    </ConfirmDialog>
  );
}
