/** The way to the dialog, which is fetched by the first who opens it. */
import { Menu } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import type { Conversation, Message } from '../../../contract/conversations.ts';
import { useText } from '../../lib/i18n.tsx';

const Dialog = lazy(() => import('./mail-dialog.tsx').then(({ MailDialog }) => ({ default: MailDialog })));

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
  return (
    <Suspense>
      <Dialog {...props} />
    </Suspense>
  );
}
