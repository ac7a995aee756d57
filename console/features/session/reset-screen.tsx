/** A new password, by a reset link. */
import { Anchor, Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { passwordLengthMin } from '../../../contract/accounts.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useForm } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { NewPassword } from '../../ui/new-password.tsx';
import { notice } from '../../ui/notices.tsx';
import { PublicPage } from '../../ui/public-page.tsx';

export function ResetScreen({ token = '' }: { token?: string | undefined }) {
  const t = useText('session');
  const app = useText('app');
  const navigate = useNavigate();
  const form = useForm({
    initial: { password: '' },
    check: ({ password }) => ({
      password:
        password.length < passwordLengthMin ? app('field.password', { min: passwordLengthMin }) : undefined,
    }),
    async send({ password }) {
      await call(endpoints.resetPassword, { body: { token, password } });
      notice(t('reset.done'));
      await navigate({ to: '/sign-in' });
    },
  });
  return (
    <PublicPage title={t('reset.title')} text={t('reset.text')}>
      <form onSubmit={form.submit} noValidate>
        <NewPassword {...form.field('password')} label={t('reset.new')} autoFocus />
        <FormFailure text={token === '' ? app('problem.invalid-token') : form.failure} />
        <Button type="submit" loading={form.isBusy} disabled={token === ''}>
          {t('reset.save')}
        </Button>
      </form>
      <Anchor component={Link} to="/forgot" ta="center" size="sm">
        {t('reset.another')}
      </Anchor>
    </PublicPage>
  );
}
