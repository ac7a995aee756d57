/** How the site says who its signed-in visitors are: a token, signed with the inbox's secret. */
import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { CopyCode, CopyField } from '../../ui/copy-field.tsx';
import { failure, notice } from '../../ui/notices.tsx';
import { identifyExample, signingExample } from './snippets.ts';

export function Identity({ inboxId }: { inboxId: string }) {
  const t = useText('inboxes');
  return (
    <>
      <Text size="sm">{t('identity.step1')}</Text>
      <Secret inboxId={inboxId} />
      <Text size="sm">{t('identity.step2')}</Text>
      <CopyCode label={t('identity.serverCode')} code={signingExample(inboxId)} />
      <Text size="sm">{t('identity.step3')}</Text>
      <CopyCode label={t('identity.pageCode')} code={identifyExample} />
    </>
  );
}

/** Fetched when somebody wants to see it, gone again when hidden. */
function Secret({ inboxId }: { inboxId: string }) {
  const t = useText('inboxes');
  const app = useText('app');
  const problemText = useProblemText();
  const [secret, setSecret] = useState<string>();
  const params = { id: inboxId };
  const show = async () => {
    try {
      setSecret((await call(endpoints.readIdentitySecret, { params })).identitySecret);
    } catch (error) {
      failure(problemText(error));
    }
  };
  const rotate = async () => {
    setSecret((await call(endpoints.rotateIdentitySecret, { params })).identitySecret);
    notice(t('identity.rotated'));
  };
  return (
    <>
      {secret !== undefined && <CopyField label={t('identity.secret')} value={secret} />}
      <Group>
        <Button variant="default" onClick={() => (secret === undefined ? void show() : setSecret(undefined))}>
          {secret === undefined ? t('identity.show') : app('hide')}
        </Button>
        <ConfirmButton
          label={t('identity.rotate')}
          title={t('identity.rotateTitle')}
          confirm={t('identity.rotate')}
          act={rotate}
        >
          {t('identity.rotateText')}
        </ConfirmButton>
      </Group>
    </>
  );
}
