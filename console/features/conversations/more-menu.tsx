/** What is done to a conversation less often: how urgent it is, whether it is spam, and bringing it together with others. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconBan, IconCheck, IconDots, IconUserOff } from '@tabler/icons-react';
import { useState } from 'react';
import { priorities } from '../../../contract/conversation-entries.ts';
import type { Conversation } from '../../../contract/conversations.ts';
import { useText } from '../../lib/i18n.tsx';
import { MailItem, Mailing } from '../mailings/index.ts';
import { ExportItems } from '../views/index.ts';
import { useBlocking } from './blocking.ts';
import { PriorityIcon } from './priority-icon.tsx';
import { RegroupItems, type RegroupWish } from './regroup/regroup-items.tsx';
import type { Acting } from './use-acting.ts';
import { useGranted } from './use-granted.ts';

export function MoreMenu({
  conversation,
  acting,
  regroup,
}: {
  conversation: Conversation;
  acting: Acting;
  regroup: (what: RegroupWish) => void;
}) {
  const t = useText('conversations');
  const { block } = useBlocking();
  const { id, customer, priority, spam } = conversation;
  const [opened, setOpened] = useGranted(acting, id, 'priority');
  const [isMailing, setMailing] = useState(false);
  return (
    <>
      <Menu opened={opened} onChange={setOpened} position="bottom-end" width={220}>
        <Menu.Target>
          <Tooltip label={t('more')} disabled={opened}>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('moreFor')}>
              <IconDots size={20} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('priority')}</Menu.Label>
          {priorities.toReversed().map((value) => (
            <Menu.Item
              key={value}
              leftSection={<PriorityIcon priority={value} />}
              rightSection={value === priority && <IconCheck size={16} aria-label={t('chosen')} />}
              onClick={() => acting.prioritise(id, value)}
            >
              {t(`priority.${value}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <MailItem open={() => setMailing(true)} />
          {!spam && <RegroupItems want={regroup} />}
          {!spam && <Menu.Divider />}
          {spam ? (
            <Menu.Item leftSection={<IconBan size={16} />} onClick={() => acting.reopen(id)}>
              {t('notSpam')}
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<IconBan size={16} />} onClick={() => acting.markSpam(id)}>
              {t('spam')}
            </Menu.Item>
          )}
          {!spam && (
            <Menu.Item leftSection={<IconUserOff size={16} />} onClick={() => block(customer.id)}>
              {t('block')}
            </Menu.Item>
          )}
          <ExportItems what={{ conversationId: id }} formats={['jsonl', 'vcon']} />
        </Menu.Dropdown>
      </Menu>
      {isMailing && <Mailing conversation={conversation} close={() => setMailing(false)} />}
    </>
  );
}
