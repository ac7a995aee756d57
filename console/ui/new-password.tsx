/** A field for a password that is being chosen: how long it must be, and a look at what was typed. */
import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { passwordLengthMin } from '../../contract/accounts.ts';
import { useText } from '../lib/i18n.tsx';

export function NewPassword(props: PasswordInputProps) {
  const t = useText('app');
  return (
    <PasswordInput
      description={t('passwordHint', { min: passwordLengthMin })}
      autoComplete="new-password"
      {...props}
    />
  );
}
