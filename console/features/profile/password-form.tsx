/** Changing the password. */
import { PasswordInput } from '@mantine/core';
import { passwordLengthMin } from '../../../contract/accounts.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { ApiError, call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useForm } from '../../lib/use-form.ts';
import { NewPassword } from '../../ui/new-password.tsx';
import { SaveRow } from '../../ui/save-row.tsx';

export function PasswordForm() {
  const t = useText('profile');
  const app = useText('app');
  const form = useForm({
    initial: { currentPassword: '', password: '' },
    check: ({ currentPassword, password }) => ({
      currentPassword: currentPassword === '' ? app('field.required') : undefined,
      password:
        password.length < passwordLengthMin ? app('field.password', { min: passwordLengthMin }) : undefined,
    }),
    async send(body) {
      await call(endpoints.changePassword, { body });
      form.begin({ currentPassword: '', password: '' });
    },
    explain: (error) =>
      error instanceof ApiError && error.code === 'wrong-credentials' ? t('password.wrong') : undefined,
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <PasswordInput
        {...form.field('currentPassword')}
        label={t('password.current')}
        autoComplete="current-password"
      />
      <NewPassword {...form.field('password')} label={t('password.new')} />
      <SaveRow form={form} label={t('password.save')} done={t('password.done')} />
    </form>
  );
}
