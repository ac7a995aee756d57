/** The address and the secret, to be taken to the other system: this once. */
import { Alert, Button, Group, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useText } from '../../lib/i18n.tsx';
import { CopyField } from '../../ui/copy-field.tsx';

export function SecretShown(props: { webhook: { url: string; secret: string }; done: () => void }) {
  const t = useText('webhooks');
  return (
    <Stack>
      <CopyField label={t('url')} value={props.webhook.url} />
      <CopyField label={t('secret.label')} value={props.webhook.secret} />
      <Alert color="amber" icon={<IconAlertTriangle size={18} />}>
        {t('secret.once')}
      </Alert>
      <Group justify="flex-end">
        <Button onClick={props.done}>{t('secret.done')}</Button>
      </Group>
    </Stack>
  );
}
