/** What stands in a message's bubble: its words, that they were edited, the field to edit them, or that it was deleted. */
import { type ReactNode, useState } from 'react';
import type { Message } from '../../../../contract/conversations.ts';
import { isolated } from '../../../lib/bidi.ts';
import { useText } from '../../../lib/i18n.tsx';
import { useMe } from '../../../lib/session.ts';
import { useMemberName } from '../../../lib/team.ts';
import { part } from '../../../ui/part.tsx';
import { Time } from '../../../ui/time.tsx';
import classes from './changing.module.css';
import { useChanging } from './changing.ts';

const MessageEditor = part(() => import('./message-editor.tsx').then((file) => file.MessageEditor));
const VersionsDialog = part(() => import('./versions-dialog.tsx').then((file) => file.VersionsDialog));

export function MessageBody({ message, children }: { message: Message; children: ReactNode }) {
  const { editing } = useChanging();
  if (editing === message.id) {
    return <MessageEditor message={message} fallback={children} />;
  }
  const { deletedAt = null, editedAt = null } = message.changed ?? {};
  if (deletedAt !== null) return <Deleted at={deletedAt} by={message.changed?.deletedBy ?? null} />;
  return (
    <>
      {children}
      {editedAt !== null && <Edited message={message} at={editedAt} />}
    </>
  );
}

function Deleted({ at, by }: { at: string; by: string | null }) {
  const t = useText('conversations');
  const app = useText('app');
  const { member } = useMe();
  const memberName = useMemberName();
  const name = isolated(memberName(by) ?? app('unknownMember'));
  return (
    <>
      <em>{t('deletedMessage')}</em>
      <span className={classes.mark}>
        {by === member.id ? t('deletedByYou') : t('deletedBy', { name })} · <Time value={at} as="relative" />
      </span>
    </>
  );
}

/** Opens what it said before. */
function Edited({ message, at }: { message: Message; at: string }) {
  const t = useText('conversations');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={classes.mark} title={t('showVersions')} onClick={() => setOpen(true)}>
        {t('edited')} · <Time value={at} as="relative" />
      </button>
      {isOpen && <VersionsDialog message={message} close={() => setOpen(false)} />}
    </>
  );
}
