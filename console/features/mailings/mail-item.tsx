/** The way to the dialog, which is fetched by the first who opens it. */
import { Menu } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import type { Conversation, Message } from '../../../contract/conversations.ts';
import { useText } from '../../lib/i18n.tsx';
import { part } from '../../ui/part.tsx';

const Dialog = part(() => import('./mail-dialog.tsx').then(({ MailDialog }) => MailDialog));

export function MailItem({ open }: { open: () => void }) {
  const t = useText('mailings');
  return (
    <Menu.Item leftSection={<IconMailForward size={16} />} onClick={open}>
      {t('item')}
    </Menu.Item>
  );
}

/** `message`: the one that is chosen to begin with. */
export function Mailing(props: {
  conversation: Conversation;
  message?: Message | undefined;
  close: () => void;
}) {
  return <Dialog {...props} />;
}
