/** Beside the button that sends: another time for it. */
import { Button, Menu } from '@mantine/core';
import { IconChevronUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { Conversation } from '../../../../contract/conversations.ts';
import { useText } from '../../../lib/i18n.tsx';
import { part } from '../../../ui/part.tsx';
import type { SendAt } from '../outbox.ts';

const Choices = part(() => import('./choices-menu.tsx').then(({ Choices }) => Choices));
const TimeDialog = part(() => import('./time-dialog.tsx').then(({ TimeDialog }) => TimeDialog));

export function SendLater(props: {
  conversation: Conversation;
  isNote: boolean;
  isReady: boolean;
  send: (later: SendAt) => void;
}) {
  const { conversation, isNote, isReady, send } = props;
  const t = useText('later');
  const [opened, setOpened] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [isUnless, setUnless] = useState(true);
  const unless = isNote ? {} : { unlessCustomerWrites: isUnless };
  return (
    <>
      <Menu opened={opened} onChange={setOpened} position="top-end" width={320}>
        <Menu.Target>
          <Button
            size="compact-md"
            px={6}
            disabled={!isReady}
            color={isNote ? 'amber' : 'accent'}
            aria-label={t('menu')}
            title={t('menu')}
          >
            <IconChevronUp size={16} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {opened && (
            <Choices
              conversation={conversation}
              share={isNote ? undefined : () => send({ at: { draft: true } })}
              choose={(at) => send({ at, ...unless })}
              ask={() => setAsking(true)}
              unless={isNote ? undefined : { isOn: isUnless, set: setUnless }}
            />
          )}
        </Menu.Dropdown>
      </Menu>
      {isAsking && (
        <TimeDialog
          conversation={conversation}
          title={t('dialog')}
          label={t('schedule')}
          choose={(at) => {
            send({ at, ...unless });
            setAsking(false);
          }}
          close={() => setAsking(false)}
        />
      )}
    </>
  );
}
