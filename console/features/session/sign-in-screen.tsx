/** Signing in: mail address and password, then a code where two-factor sign-in is on. */
import { Anchor, Button, PasswordInput, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { isEmail, useForm } from '../../lib/use-form.ts';
import { useEnter } from '../../lib/way-back.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { PublicPage } from '../../ui/public-page.tsx';

/** `back`: where to go afterwards; `ended`: the session ended while somebody worked. */
export function SignInScreen({ back, ended }: { back?: string | undefined; ended?: boolean | undefined }) {
  const t = useText('session');
  const [isCodeNeeded, setCodeNeeded] = useState(false);
  const enter = useEnter();
  return isCodeNeeded ? (
    <PublicPage title={t('code.title')} text={t('code.text')}>
      <CodeForm done={() => enter(back)} />
    </PublicPage>
  ) : (
    <PublicPage title={t('signIn')} text={ended ? t('ended') : undefined}>
      <PasswordForm done={() => enter(back)} askCode={() => setCodeNeeded(true)} />
    </PublicPage>
  );
}

function PasswordForm({ done, askCode }: { done: () => Promise<void>; askCode: () => void }) {
  const t = useText('session');
  const app = useText('app');
  const form = useForm({
    initial: { email: '', password: '' },
    check: ({ email, password }) => ({
      email: isEmail(email) ? undefined : app('field.email'),
      password: password === '' ? app('field.required') : undefined,
    }),
    async send(body) {
      const { status } = await call(endpoints.signIn, { body });
      if (status === 'two-factor') askCode();
      else await done();
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <TextInput
        {...form.field('email')}
        type="email"
        label={t('email')}
        autoComplete="username"
        data-autofocus
        autoFocus
      />
      <PasswordInput {...form.field('password')} label={t('password')} autoComplete="current-password" />
      <FormFailure text={form.failure} />
      <Button type="submit" loading={form.isBusy}>
        {t('signIn')}
      </Button>
      <Anchor component={Link} to="/forgot" ta="center" size="sm">
        {t('forgot.link')}
      </Anchor>
    </form>
  );
}

function CodeForm({ done }: { done: () => Promise<void> }) {
  const t = useText('session');
  const app = useText('app');
  const form = useForm({
    initial: { code: '' },
    check: ({ code }) => ({ code: code.trim() === '' ? app('field.required') : undefined }),
    async send(body) {
      await call(endpoints.enterCode, { body });
      await done();
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <TextInput
        {...form.field('code')}
        label={t('code.label')}
        autoComplete="one-time-code"
        inputMode="text"
        autoFocus
      />
      <FormFailure text={form.failure} />
      <Button type="submit" loading={form.isBusy}>
        {t('signIn')}
      </Button>
    </form>
  );
}
