/** The keys of the conversations screen, as commands of the palette and the `?` sheet. */
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconBan,
  IconBolt,
  IconCircleCheck,
  IconClockPause,
  IconMail,
  IconNote,
  IconTag,
  IconUserCheck,
  IconUserShare,
} from '@tabler/icons-react';
import type { RefObject } from 'react';
import { type Command, useCommands } from '../../lib/commands.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import type { Selecting } from './bulk/use-selection.ts';
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
  selecting: Selecting;
};

/** Registers them while the screen is shown. What a viewer may not do is not offered. */
export function useConversationCommands(screen: Screen): void {
  const t = useText('conversations');
  const { list, listHandle, openId, acting, open, selecting } = screen;
  const bulks = useText('bulks');
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
  ];
  const choosing: Command = {
    id: 'list.choose',
    label: bulks('key.choose'),
    group: 'list',
    keys: 'x',
    run: onTarget(selecting.toggleByKey),
  };
  const writing = [choosing, ...useWriting(acting, onTarget)];
  // The sheet of keys tells of them always; the palette offers what has something to act on.
  const isHidden = openId === undefined && list.cursor === undefined;
  const offered = acting.mayWrite ? writing.map((command) => ({ ...command, isHidden })) : [];
  useCommands([...reading, ...offered]);
}

/** What opens a place in the conversation: the words, and the keys. */
const wishes = [
  ['reply', 'reply', 'r', IconArrowBackUp],
  ['note', 'note', 'n', IconNote],
  ['macro', 'key.macro', 'm', IconBolt],
  ['assign', 'assign', 'a', IconUserShare],
  ['snooze', 'key.snooze', 's', IconClockPause],
  ['tag', 'key.tag', 'l', IconTag],
  ['priority', 'key.priority', 'p', IconAlertTriangle],
] as const;

/** What is done to a conversation. */
function useWriting(acting: Acting, onTarget: (act: (id: string) => void) => () => void): Command[] {
  const t = useText('conversations');
  const { member } = useMe();
  const group = 'conversation' as const;
  return [
    ...wishes.map(([what, word, keys, icon]) => ({
      id: `conversation.${what}`,
      label: t(word),
      group,
      keys,
      icon,
      run: onTarget((id) => acting.want(id, what)),
    })),
    {
      id: 'conversation.close',
      label: t('key.close'),
      group,
      keys: 'e',
      icon: IconCircleCheck,
      run: onTarget(acting.closeOrReopen),
    },
    {
      id: 'conversation.spam',
      label: t('spam'),
      group,
      icon: IconBan,
      run: onTarget(acting.markSpam),
    },
    {
      id: 'conversation.take',
      label: t('assignToMe'),
      group,
      icon: IconUserCheck,
      run: onTarget((id) => acting.assign(id, member.id)),
    },
  ];
}
