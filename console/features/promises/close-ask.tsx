/** Closing a conversation in which something is promised, or left to tick: asked, for it is easily forgotten there. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { checklistsOfQuery } from '../../lib/checklists.ts';
import { useText } from '../../lib/i18n.tsx';
import { PromiseRow } from './promise-row.tsx';
import classes from './promises.module.css';
import { promisesOfQuery } from './queries.ts';

export function CloseAsk(props: { conversationId: string; proceed: () => void; cancel: () => void }) {
  const t = useText('promises');
  const app = useText('app');
  const { data = [] } = useQuery(promisesOfQuery(props.conversationId));
  const { data: checklists = [] } = useQuery(checklistsOfQuery(props.conversationId));
  const left = checklists.flatMap(({ items }) => items.filter(({ doneAt }) => doneAt === null));
  return (
    <Modal
      opened
      onClose={props.cancel}
      title={t(data.length > 0 ? 'closeTitle' : 'closeItemsTitle')}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <Stack gap="sm">
        {data.length > 0 && (
          <>
            <Text size="sm">{t('closeText', { count: data.length })}</Text>
            <ul className={classes.list}>
              {data.map((promise) => (
                <PromiseRow key={promise.id} promise={promise} />
              ))}
            </ul>
          </>
        )}
        {left.length > 0 && (
          <>
            <Text size="sm">{t('closeItems', { count: left.length })}</Text>
            <ul className={classes.left}>
              {left.map(({ id, text }) => (
                <li key={id}>
                  <bdi>{text}</bdi>
                </li>
              ))}
            </ul>
          </>
        )}
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
