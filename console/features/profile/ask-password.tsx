/** Asks for the password again before something that protects the account is changed. */
import { Button, Group, PasswordInput } from '@mantine/core';
import { ApiError } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useForm } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';

export function AskPassword(props: {
  label: string;
  act: (password: string) => Promise<void>;
  cancel: () => void;
}) {
  const t = useText('profile');
  const app = useText('app');
  const form = useForm({
    initial: { password: '' },
    check: ({ password }) => ({ password: password === '' ? app('field.required') : undefined }),
    send: ({ password }) => props.act(password),
    explain: (error) =>
      error instanceof ApiError && error.code === 'wrong-credentials' ? t('password.wrong') : undefined,
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <PasswordInput
        {...form.field('password')}
        label={t('password.current')}
        autoComplete="current-password"
        autoFocus
      />
      <FormFailure text={form.failure} />
      <Group gap="xs">
        <Button type="submit" loading={form.isBusy}>
          {props.label}
        </Button>
        <Button variant="default" onClick={props.cancel}>
          {app('cancel')}
        </Button>
      </Group>
    </form>
  );
}
