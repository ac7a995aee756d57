/** Short words at the edge of the screen: what was done, what failed, and ten seconds to take it back. */
import { Button, Group, Text } from '@mantine/core';
import type { NotificationData } from '@mantine/notifications';
import { randomId } from '../lib/random-id.ts';

const noticeMs = 4_000;
const undoMs = 10_000;

/** Fetched when the first screen stands (see `NoticeArea`), so that it is there also when the network is not. */
const library = () => import('@mantine/notifications');

function show(notification: NotificationData): void {
  void library().then(({ notifications }) => notifications.show({ withBorder: true, ...notification }));
}

/** Says that something was done. */
export function notice(text: string): void {
  show({ message: text, autoClose: noticeMs });
}

/** Says that something failed and was taken back. It stays until it is closed. */
export function failure(text: string): void {
  show({ message: text, autoClose: false, color: 'red', role: 'alert' });
}

/** Says what was done and offers to undo it for ten seconds. `undo` runs at most once. */
export function offerUndo(props: { text: string; label: string; undo: () => void }): void {
  const id = randomId();
  const undo = () => {
    void library().then(({ notifications }) => notifications.hide(id));
    props.undo();
  };
  show({
    id,
    autoClose: undoMs,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{props.text}</Text>
        <Button size="compact-sm" variant="subtle" onClick={undo}>
          {props.label}
        </Button>
      </Group>
    ),
  });
}
