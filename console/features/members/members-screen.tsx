/** Everybody who works here, and the invitations that are open. */
import { NativeSelect, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Member } from '../../../contract/accounts.ts';
import type { Role } from '../../../contract/permissions.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMay, useMe } from '../../lib/session.ts';
import { membersQuery } from '../../lib/team.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Presence } from '../../ui/presence.tsx';
import { Section, SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { Time } from '../../ui/time.tsx';
import { Invitations } from './invitations.tsx';
import { InviteForm } from './invite-form.tsx';
import { MemberMenu } from './member-menu.tsx';
import classes from './members.module.css';
import { useChangeRole } from './queries.ts';
import { assignableRoles, mayManage } from './rules.ts';

export function MembersScreen() {
  const t = useText('members');
  const mayManageMembers = useMay()('members:manage');
  const { data, error, refetch } = useQuery(membersQuery);
  return (
    <SettingsPage title={t('title')} text={t('text')}>
      {mayManageMembers && (
        <Section title={t('invite.title')} text={t('invite.text')}>
          <InviteForm />
          <Invitations />
        </Section>
      )}
      <Section title={data ? t('count', { n: data.length }) : t('title')}>
        {error && !data ? <ErrorState error={error} retry={() => void refetch()} /> : null}
        {data ? <MemberTable members={data} /> : !error && <RowSkeletons rows={3} />}
      </Section>
    </SettingsPage>
  );
}

function MemberTable({ members }: { members: Member[] }) {
  const t = useText('members');
  return (
    <Table className={classes.table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('name')}</Table.Th>
          <Table.Th>{t('role')}</Table.Th>
          <Table.Th className={classes.joined}>{t('joined')}</Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {members.map((member) => (
          <MemberRow key={member.id} member={member} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function MemberRow({ member }: { member: Member }) {
  const t = useText('members');
  const app = useText('app');
  const me = useMe().member;
  const isManaged = useMay()('members:manage') && mayManage(me, member);
  const changeRole = useChangeRole();
  return (
    <Table.Tr>
      <Table.Td>
        <div className={classes.person}>
          <Presence memberId={member.id}>
            <Avatar id={member.id} name={member.name} />
          </Presence>
          <div>
            <Text fw={500}>
              {member.name} {member.id === me.id && <span className={classes.you}>{t('you')}</span>}
            </Text>
            <Text size="xs" c="dimmed">
              {member.email}
            </Text>
          </div>
        </div>
      </Table.Td>
      <Table.Td className={classes.role}>
        {isManaged ? (
          <NativeSelect
            aria-label={t('roleOf', { name: member.name })}
            value={member.role}
            data={assignableRoles(me.role).map((role) => ({ value: role, label: app(`role.${role}`) }))}
            onChange={(event) => changeRole(member.id, event.currentTarget.value as Role)}
          />
        ) : (
          app(`role.${member.role}`)
        )}
      </Table.Td>
      <Table.Td className={classes.joined}>
        <Time value={member.joinedAt} />
      </Table.Td>
      <Table.Td className={classes.menu}>{isManaged && <MemberMenu member={member} />}</Table.Td>
    </Table.Tr>
  );
}
