/** Asking for a way back in. The answer is the same whether or not a member has the address. */
import { Anchor, Button, Text, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { isEmail, useForm } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { PublicPage } from '../../ui/public-page.tsx';

export function ForgotScreen() {
  const t = useText('session');
  const app = useText('app');
  const [isSent, setSent] = useState(false);
  const form = useForm({
    initial: { email: '' },
    check: ({ email }) => ({ email: isEmail(email) ? undefined : app('field.email') }),
    async send(body) {
      await call(endpoints.requestPasswordReset, { body });
      setSent(true);
    },
  });
  return (
    <PublicPage title={t('forgot.title')} text={isSent ? undefined : t('forgot.text')}>
      {isSent ? (
        <Text role="status">{t('forgot.sent', { email: form.values.email })}</Text>
      ) : (
        <form onSubmit={form.submit} noValidate>
          <TextInput
            {...form.field('email')}
            type="email"
            label={t('email')}
            autoComplete="username"
            autoFocus
          />
          <FormFailure text={form.failure} />
          <Button type="submit" loading={form.isBusy}>
            {t('forgot.send')}
          </Button>
        </form>
      )}
      <Anchor component={Link} to="/sign-in" ta="center" size="sm">
        {t('backToSignIn')}
      </Anchor>
    </PublicPage>
  );
}
