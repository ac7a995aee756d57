/** Copies a link to a message. It shows beside its time while the pointer is there; the keyboard has a command for it. */
import { ActionIcon } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import type { Message } from '../../../contract/conversations.ts';
import { useText } from '../../lib/i18n.tsx';
import { notice } from '../../ui/notices.tsx';
import classes from './thread.module.css';

/** The address of a message. */
export function addressOf({ id, conversationId }: Pick<Message, 'id' | 'conversationId'>): string {
  return `${location.origin}/conversations/${conversationId}?message=${id}`;
}

/** Copies the address, and says so. */
export function useCopyLink(): (message: Pick<Message, 'id' | 'conversationId'>) => void {
  const t = useText('conversations');
  return (message) => {
    const copying =
      navigator.clipboard?.writeText(addressOf(message)) ?? Promise.reject(new Error('No clipboard.'));
    copying.then(
      () => notice(t('linkCopied')),
      () => notice(t('linkFailed')),
    );
  };
}

export function CopyLink({ message }: { message: Message }) {
  const t = useText('conversations');
  const copy = useCopyLink();
  return (
    <ActionIcon
      className={classes.copy}
      variant="subtle"
      color="gray"
      size="sm"
      tabIndex={-1}
      title={t('copyLink')}
      aria-label={t('copyLink')}
      onClick={() => copy(message)}
    >
      <IconLink size={14} />
    </ActionIcon>
  );
}
