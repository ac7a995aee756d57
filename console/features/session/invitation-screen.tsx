/** Joining a workspace by an invitation link. */
import { Anchor, Button, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { passwordLengthMin } from '../../../contract/accounts.ts';
import type { OutputOf } from '../../../contract/endpoint.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call, chooseWorkspace } from '../../lib/api.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useForm } from '../../lib/use-form.ts';
import { useEnter } from '../../lib/way-back.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { NewPassword } from '../../ui/new-password.tsx';
import { PublicPage } from '../../ui/public-page.tsx';
import { PageSkeleton } from '../../ui/skeletons.tsx';

type Invited = OutputOf<typeof endpoints.checkInvitation>;

export function InvitationScreen({ token = '' }: { token?: string | undefined }) {
  const t = useText('session');
  const app = useText('app');
  const problemText = useProblemText();
  const { data, error, isPending } = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => call(endpoints.checkInvitation, { body: { token } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (isPending) return <PageSkeleton />;
  if (!data) {
    return (
      <PublicPage title={t('invitation.gone')} text={problemText(error)}>
        <Anchor component={Link} to="/sign-in" size="sm">
          {t('backToSignIn')}
        </Anchor>
      </PublicPage>
    );
  }
  return (
    <PublicPage
      title={t('invitation.title', { workspace: data.workspaceName })}
      text={t('invitation.text', { email: data.email, role: app(`role.${data.role}`) })}
    >
      <JoinForm token={token} invited={data} />
    </PublicPage>
  );
}

function JoinForm({ token, invited }: { token: string; invited: Invited }) {
  const t = useText('session');
  const app = useText('app');
  const enter = useEnter();
  const locale = useLocale();
  const passwordMin = invited.hasAccount ? 1 : passwordLengthMin;
  const form = useForm({
    initial: { name: '', password: '' },
    check: ({ name, password }) => ({
      name: name.trim() === '' ? app('field.required') : undefined,
      password: password.length < passwordMin ? app('field.password', { min: passwordLengthMin }) : undefined,
    }),
    async send(body) {
      const { workspaceId } = await call(endpoints.acceptInvitation, { body: { token, ...body } });
      chooseWorkspace(workspaceId);
      // Who reads the invitation in a language goes on in it.
      if (!invited.hasAccount) await call(endpoints.updateMe, { body: { locale } });
      await enter('/');
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <input type="hidden" name="username" autoComplete="username" value={invited.email} />
      <TextInput {...form.field('name')} label={t('name')} autoComplete="name" autoFocus />
      {invited.hasAccount && <Text size="sm">{t('invitation.hasAccount', { email: invited.email })}</Text>}
      <NewPassword
        {...form.field('password')}
        label={t('password')}
        {...(invited.hasAccount ? { autoComplete: 'current-password', description: undefined } : {})}
      />
      <FormFailure text={form.failure} />
      <Button type="submit" loading={form.isBusy}>
        {t('invitation.join')}
      </Button>
    </form>
  );
}
