/** Putting a conversation off: until a time that people mean, until the customer writes, or until any other time. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconClockPause, IconClockPlay, IconMessageReply } from '@tabler/icons-react';
import { useState } from 'react';
import type { Conversation } from '../../../contract/conversations.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useTimeZone } from '../../lib/zone.ts';
import { useNow } from '../../ui/now.ts';
import { OwnTime } from './own-time.tsx';
import { snoozeChoices } from './snooze-choices.ts';
import type { Acting } from './use-acting.ts';
import { useGranted } from './use-granted.ts';

export function SnoozeMenu({ conversation, acting }: { conversation: Conversation; acting: Acting }) {
  const t = useText('conversations');
  const { id, status } = conversation;
  const [opened, setOpened] = useGranted(acting, id, 'snooze');
  const [isAsking, setAsking] = useState(false);
  const snooze = (until: string | null) => acting.snooze(id, until);
  return (
    <>
      <Menu opened={opened} onChange={setOpened} position="bottom-end" width={280}>
        <Menu.Target>
          <Tooltip label={t('snooze')} disabled={opened}>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('snooze')}>
              <IconClockPause size={20} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          {opened && <Choices snooze={snooze} />}
          <Menu.Item leftSection={<IconMessageReply size={16} />} onClick={() => snooze(null)}>
            {t('snoozeReply')}
          </Menu.Item>
          <Menu.Item leftSection={<IconClockPause size={16} />} onClick={() => setAsking(true)}>
            {t('snoozeOwn')}
          </Menu.Item>
          {status === 'snoozed' && (
            <Menu.Item leftSection={<IconClockPlay size={16} />} onClick={() => acting.reopen(id)}>
              {t('wake')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isAsking && <OwnTime snooze={snooze} close={() => setAsking(false)} />}
    </>
  );
}

function Choices({ snooze }: { snooze: (until: string) => void }) {
  const t = useText('conversations');
  const locale = useLocale();
  const timeZone = useTimeZone();
  const words = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
  });
  return snoozeChoices(useNow(), timeZone).map(({ word, at }) => (
    <Menu.Item key={word} rightSection={words.format(at)} onClick={() => snooze(at.toISOString())}>
      {t(word)}
    </Menu.Item>
  ));
}
