/** What may be done to a message of the team. It shows beside its time, for the pointer and for the keyboard. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import type { Message } from '../../../../contract/conversations.ts';
import { useText } from '../../../lib/i18n.tsx';
import classes from './changing.module.css';
import { useChanging } from './changing.ts';

export function MessageMenu({ message }: { message: Message }) {
  const t = useText('conversations');
  const { editing, mayEdit, mayDelete, begin, remove } = useChanging();
  const [isToEdit, isToDelete] = [mayEdit(message), mayDelete(message)];
  if (editing === message.id || !(isToEdit || isToDelete)) return null;
  return (
    <Menu position="bottom-end" withinPortal returnFocus>
      <Menu.Target>
        <ActionIcon
          className={classes.menu}
          data-change
          variant="subtle"
          color="gray"
          size="sm"
          title={t('changeMessage')}
          aria-label={t('changeMessage')}
        >
          <IconDots size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {isToEdit && (
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => begin(message.id)}>
            {t('editMessage')}
          </Menu.Item>
        )}
        {isToDelete && (
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => remove(message)}>
            {t('deleteMessage')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
