/** The keys of the conversations screen, as commands of the palette and the `?` sheet. */
import {
  IconArrowBackUp,
  IconCircleCheck,
  IconMail,
  IconNote,
  IconUserCheck,
  IconUserShare,
} from '@tabler/icons-react';
import type { RefObject } from 'react';
import { type Command, currentCommands, useCommands } from '../../lib/commands.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import type { ListHandle } from './conversation-list.tsx';
import type { Acting } from './use-acting.ts';
import type { List } from './use-list.ts';
import { neighbour, nextUnread } from './views.ts';

type Screen = {
  list: List;
  listHandle: RefObject<ListHandle | null>;
  openId: string | undefined;
  acting: Acting;
  open: (id: string | undefined) => void;
};

/** Registers them while the screen is shown. What a viewer may not do is not offered. */
export function useConversationCommands(screen: Screen): void {
  const t = useText('conversations');
  const { member } = useMe();
  const { list, listHandle, openId, acting, open } = screen;
  /** The row that the keyboard stands on while it is in the list, else the open conversation. */
  const target = () => (listHandle.current?.hasFocus() ? (list.cursor ?? openId) : (openId ?? list.cursor));
  const onTarget = (act: (id: string) => void) => () => {
    const id = target();
    if (id !== undefined) act(id);
  };
  const move = (steps: 1 | -1) => () => {
    const next = neighbour(list.rows, list.cursor, steps);
    if (!next) return;
    list.moveTo(next.id);
    listHandle.current?.focusRow(next.id);
  };
  const openUnread = () => open(nextUnread(list.rows, openId ?? list.cursor)?.id ?? openId);
  const reading: Command[] = [
    { id: 'list.down', label: t('key.down'), group: 'list', keys: 'j', isHidden: true, run: move(1) },
    { id: 'list.up', label: t('key.up'), group: 'list', keys: 'k', isHidden: true, run: move(-1) },
    { id: 'list.open', label: t('key.open'), group: 'list', keys: 'o', isHidden: true, run: onTarget(open) },
    { id: 'list.unread', label: t('key.unread'), group: 'list', keys: 'u', icon: IconMail, run: openUnread },
    { id: 'list.search', label: t('key.search'), group: 'list', keys: '/', isHidden: true, run: openPalette },
  ];
  const writing: Command[] = [
    {
      id: 'conversation.reply',
      label: t('reply'),
      group: 'conversation',
      keys: 'r',
      icon: IconArrowBackUp,
      run: onTarget((id) => acting.want(id, 'reply')),
    },
    {
      id: 'conversation.note',
      label: t('note'),
      group: 'conversation',
      keys: 'n',
      icon: IconNote,
      run: onTarget((id) => acting.want(id, 'note')),
    },
    {
      id: 'conversation.close',
      label: t('key.close'),
      group: 'conversation',
      keys: 'e',
      icon: IconCircleCheck,
      run: onTarget(acting.closeOrReopen),
    },
    {
      id: 'conversation.assign',
      label: t('assign'),
      group: 'conversation',
      keys: 'a',
      icon: IconUserShare,
      run: onTarget((id) => acting.want(id, 'assign')),
    },
    {
      id: 'conversation.take',
      label: t('assignToMe'),
      group: 'conversation',
      icon: IconUserCheck,
      run: onTarget((id) => acting.assign(id, member.id)),
    },
  ];
  // The sheet of keys tells of them always; the palette offers what has something to act on.
  const isHidden = openId === undefined && list.cursor === undefined;
  const offered = acting.mayWrite ? writing.map((command) => ({ ...command, isHidden })) : [];
  useCommands([...reading, ...offered]);
}

function openPalette(): void {
  currentCommands()
    .find(({ id }) => id === 'palette')
    ?.run();
}
