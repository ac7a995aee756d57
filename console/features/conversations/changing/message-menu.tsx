/** What may be done with a message: edited, deleted, sent on, or told as a need. It shows beside its time, for the pointer and for the keyboard. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Message } from '../../../../contract/conversations.ts';
import { useText } from '../../../lib/i18n.tsx';
import { Apart, part } from '../../../ui/part.tsx';
import { MailItem } from '../../mailings/index.ts';
import { hasContent } from './allowed.ts';
import classes from './changing.module.css';
import { useChanging } from './changing.ts';

const NeedItems = part(() => import('../../customers/index.ts').then((door) => door.NeedItems));

export function MessageMenu({ message }: { message: Message }) {
  const t = useText('conversations');
  const [isOpen, setOpen] = useState(false);
  const changing = useChanging();
  const { editing, mayEdit, mayDelete, begin, remove, sendOn, needsOf, newNeed } = changing;
  const [isToEdit, isToDelete] = [mayEdit(message), mayDelete(message)];
  const isThere = hasContent(message);
  const isMore = isThere && (sendOn !== undefined || needsOf !== undefined);
  if (editing === message.id || !(isToEdit || isToDelete || isMore)) return null;
  const isHere = isOpen && isThere && changing.isHere(message);
  return (
    <Menu opened={isOpen} onChange={setOpen} position="bottom-end" withinPortal returnFocus>
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
        <Apart>
          {isHere && sendOn && <MailItem open={() => sendOn(message)} />}
          {isHere && needsOf !== undefined && (
            <NeedItems entryId={message.id} customer={{ id: needsOf }} add={() => newNeed(message)} />
          )}
        </Apart>
      </Menu.Dropdown>
    </Menu>
  );
}
