/** Two-factor sign-in: on by password, app and a first code; off by the password. */
import { Badge, Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { meQuery, useMe } from '../../lib/session.ts';
import { notice } from '../../ui/notices.tsx';
import { AskPassword } from './ask-password.tsx';
import { TwoFactorSetup } from './two-factor-setup.tsx';

type Step = 'still' | 'asking' | { uri: string; recoveryCodes: string[] };

export function TwoFactor() {
  const t = useText('profile');
  const isOn = useMe().member.twoFactor;
  const cache = useQueryClient();
  const [step, setStep] = useState<Step>('still');
  const refresh = async (words: string) => {
    setStep('still');
    await cache.invalidateQueries({ queryKey: meQuery.queryKey });
    notice(words);
  };
  const start = async (password: string) =>
    setStep(await call(endpoints.startTwoFactor, { body: { password } }));
  const stop = async (password: string) => {
    await call(endpoints.stopTwoFactor, { body: { password } });
    await refresh(t('twoFactor.stopped'));
  };
  if (typeof step === 'object') {
    return (
      <TwoFactorSetup
        {...step}
        done={() => refresh(t('twoFactor.started'))}
        cancel={() => setStep('still')}
      />
    );
  }
  if (step === 'asking') {
    return (
      <AskPassword
        label={isOn ? t('twoFactor.stop') : t('twoFactor.next')}
        act={isOn ? stop : start}
        cancel={() => setStep('still')}
      />
    );
  }
  return (
    <Group>
      {isOn && <Badge variant="light">{t('twoFactor.on')}</Badge>}
      <Button variant="default" onClick={() => setStep('asking')}>
        {isOn ? t('twoFactor.stop') : t('twoFactor.start')}
      </Button>
    </Group>
  );
}
