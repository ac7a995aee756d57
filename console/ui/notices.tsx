/** Short words at the edge of the screen: what was done, what failed, and ten seconds to take it back. */
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';

const noticeMs = 4_000;
const undoMs = 10_000;

/** Says that something was done. */
export function notice(text: string): void {
  notifications.show({ message: text, autoClose: noticeMs, withBorder: true });
}

/** Says that something failed and was taken back. It stays until it is closed. */
export function failure(text: string): void {
  notifications.show({ message: text, autoClose: false, color: 'red', withBorder: true, role: 'alert' });
}

/** Says what was done and offers to undo it for ten seconds. `undo` runs at most once. */
export function offerUndo(props: { text: string; label: string; undo: () => void }): void {
  const id = crypto.randomUUID();
  const undo = () => {
    notifications.hide(id);
    props.undo();
  };
  notifications.show({
    id,
    autoClose: undoMs,
    withBorder: true,
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
