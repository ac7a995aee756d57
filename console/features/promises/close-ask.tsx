/** Closing a conversation in which something is promised: asked, for it is easily forgotten there. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useText } from '../../lib/i18n.tsx';
import { PromiseRow } from './promise-row.tsx';
import classes from './promises.module.css';
import { promisesOfQuery } from './queries.ts';

export function CloseAsk(props: { conversationId: string; proceed: () => void; cancel: () => void }) {
  const t = useText('promises');
  const app = useText('app');
  const { data = [] } = useQuery(promisesOfQuery(props.conversationId));
  return (
    <Modal
      opened
      onClose={props.cancel}
      title={t('closeTitle')}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <Stack gap="sm">
        <Text size="sm">{t('closeText', { count: Math.max(1, data.length) })}</Text>
        <ul className={classes.list}>
          {data.map((promise) => (
            <PromiseRow key={promise.id} promise={promise} />
          ))}
        </ul>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.cancel}>
            {app('cancel')}
          </Button>
          <Button onClick={props.proceed} data-autofocus>
            {t('closeAnyway')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
