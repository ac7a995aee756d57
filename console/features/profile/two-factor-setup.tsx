/** Turning two-factor sign-in on: scan, keep the recovery codes, prove it by a code. */
import { Button, Group, Text, TextInput } from '@mantine/core';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useForm } from '../../lib/use-form.ts';
import { CopyCode, CopyField } from '../../ui/copy-field.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import classes from './two-factor.module.css';

export function TwoFactorSetup(props: {
  uri: string;
  recoveryCodes: string[];
  done: () => Promise<void>;
  cancel: () => void;
}) {
  const t = useText('profile');
  const app = useText('app');
  const form = useForm({
    initial: { code: '' },
    check: ({ code }) => ({ code: code.trim() === '' ? app('field.required') : undefined }),
    async send(body) {
      await call(endpoints.confirmTwoFactor, { body });
      await props.done();
    },
  });
  const secret = new URL(props.uri).searchParams.get('secret') ?? props.uri;
  return (
    <ol className={classes.steps}>
      <li>
        <Text>{t('twoFactor.scan')}</Text>
        <QrCode text={props.uri} label={t('twoFactor.qr')} />
        <CopyField label={t('twoFactor.secret')} value={secret} />
      </li>
      <li>
        <Text>{t('twoFactor.codes')}</Text>
        <CopyCode label={t('twoFactor.codesLabel')} code={props.recoveryCodes.join('\n')} />
      </li>
      <li>
        <form onSubmit={form.submit} noValidate>
          <TextInput
            {...form.field('code')}
            label={t('twoFactor.code')}
            inputMode="numeric"
            autoComplete="one-time-code"
          />
          <FormFailure text={form.failure} />
          <Group gap="xs">
            <Button type="submit" loading={form.isBusy}>
              {t('twoFactor.confirm')}
            </Button>
            <Button variant="default" onClick={props.cancel}>
              {app('cancel')}
            </Button>
          </Group>
        </form>
      </li>
    </ol>
  );
}
