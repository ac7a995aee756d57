/** First run: the printed link makes the first owner and workspace. */
import { Anchor, Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { passwordLengthMin } from '../../../contract/accounts.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { ApiError, call } from '../../lib/api.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { isEmail, useForm } from '../../lib/use-form.ts';
import { useEnter } from '../../lib/way-back.ts';
import { deviceZone } from '../../lib/zone.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { NewPassword } from '../../ui/new-password.tsx';
import { PublicPage } from '../../ui/public-page.tsx';
import { PageSkeleton } from '../../ui/skeletons.tsx';

export function SetupScreen({ token = '' }: { token?: string | undefined }) {
  const t = useText('setup');
  const { error, isPending, refetch } = useQuery({
    queryKey: ['setup', token],
    queryFn: async ({ signal }) => {
      await call(endpoints.checkSetup, { body: { token } }, { signal });
      return true;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (isPending) return <PageSkeleton />;
  if (error && !(error instanceof ApiError && error.status < 500)) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  return error ? (
    <PublicPage title={t('used.title')} text={t('used.text')}>
      <Anchor component={Link} to="/sign-in" size="sm">
        {t('used.signIn')}
      </Anchor>
    </PublicPage>
  ) : (
    <PublicPage title={t('title')} text={t('text')}>
      <OwnerForm token={token} />
    </PublicPage>
  );
}

function OwnerForm({ token }: { token: string }) {
  const t = useText('setup');
  const app = useText('app');
  const locale = useLocale();
  const enter = useEnter();
  const form = useForm({
    initial: { workspaceName: '', name: '', email: '', password: '' },
    check: ({ workspaceName, name, email, password }) => ({
      workspaceName: workspaceName.trim() === '' ? app('field.required') : undefined,
      name: name.trim() === '' ? app('field.required') : undefined,
      email: isEmail(email) ? undefined : app('field.email'),
      password:
        password.length < passwordLengthMin ? app('field.password', { min: passwordLengthMin }) : undefined,
    }),
    async send({ workspaceName, name, email, password }) {
      const timeZone = deviceZone();
      const body = { token, workspaceName, name, email, password, locale, timeZone };
      await call(endpoints.setUp, { body });
      await enter('/first-chat');
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <TextInput
        {...form.field('workspaceName')}
        label={t('workspaceName')}
        placeholder={t('workspacePlaceholder')}
        autoComplete="organization"
        autoFocus
      />
      <TextInput {...form.field('name')} label={t('name')} autoComplete="name" />
      <TextInput {...form.field('email')} type="email" label={t('email')} autoComplete="username" />
      <NewPassword {...form.field('password')} label={t('password')} />
      <FormFailure text={form.failure} />
      <Button type="submit" size="md" loading={form.isBusy}>
        {t('create')}
      </Button>
    </form>
  );
}
