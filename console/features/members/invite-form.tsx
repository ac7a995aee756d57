/** Inviting somebody: an address and a role. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Role } from '../../../contract/permissions.ts';
import { ApiError, call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { isEmail, useForm } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { notice } from '../../ui/notices.tsx';
import classes from './members.module.css';
import { invitationsQuery } from './queries.ts';
import { assignableRoles } from './rules.ts';

export function InviteForm() {
  const t = useText('members');
  const app = useText('app');
  const { member } = useMe();
  const cache = useQueryClient();
  const form = useForm({
    initial: { email: '', role: 'agent' as string },
    check: ({ email }) => ({ email: isEmail(email) ? undefined : app('field.email') }),
    async send({ email, role }) {
      const invitation = await call(endpoints.inviteMember, { body: { email, role: role as Role } });
      await cache.invalidateQueries({ queryKey: invitationsQuery.queryKey });
      form.begin({ email: '', role });
      if (invitation.link === null) notice(t('invite.mailed', { email: invitation.email }));
    },
    explain: (error) =>
      error instanceof ApiError && error.code === 'already-exists' ? t('invite.exists') : undefined,
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <div className={classes.invite}>
        <TextInput {...form.field('email')} type="email" label={t('email')} autoComplete="off" />
        <NativeSelect
          {...form.field('role')}
          label={t('role')}
          description={undefined}
          data={assignableRoles(member.role).map((role) => ({ value: role, label: app(`role.${role}`) }))}
        />
        <Button type="submit" loading={form.isBusy}>
          {t('invite.send')}
        </Button>
      </div>
      <RoleHint role={form.values.role as Role} />
      <FormFailure text={form.failure} />
    </form>
  );
}

function RoleHint({ role }: { role: Role }) {
  const t = useText('members');
  return <small style={{ color: 'var(--quiet)' }}>{t(`roleHint.${role}`)}</small>;
}
