/** A button for what cannot be taken back: it first names what will be destroyed. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useText } from '../lib/i18n.tsx';
import { useProblemText } from '../lib/problem-text.ts';

/** The question alone, for those who open it from elsewhere. `act` may fail: the reason is shown and it can be tried again. */
export function ConfirmDialog(props: {
  opened: boolean;
  close: () => void;
  title: string;
  /** What is lost, and what stays. */
  children: ReactNode;
  confirm: string;
  act: () => Promise<unknown>;
}) {
  const t = useText('app');
  const problemText = useProblemText();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const act = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await props.act();
      props.close();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened={props.opened} onClose={props.close} title={props.title} centered>
      <Stack>
        <Text component="div" size="sm">
          {props.children}
        </Text>
        {error !== undefined && (
          <Text role="alert" size="sm" c="var(--danger)">
            {problemText(error)}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.close} data-autofocus>
            {t('cancel')}
          </Button>
          <Button color="red" loading={isBusy} onClick={() => void act()}>
            {props.confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** The button with its question. */
export function ConfirmButton(props: {
  label: string;
  title: string;
  children: ReactNode;
  confirm: string;
  act: () => Promise<unknown>;
  /** More for screen readers where several such buttons stand in a list. */
  'aria-label'?: string;
}) {
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        color="red"
        onClick={dialog.open}
        aria-label={props['aria-label']}
      >
        {props.label}
      </Button>
      <ConfirmDialog {...props} opened={opened} close={dialog.close} />
    </>
  );
}
