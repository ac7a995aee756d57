/** The button that offers emoji. What it opens is fetched then. */
import { ActionIcon, Popover } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../../../lib/i18n.tsx';
import { part } from '../../../ui/part.tsx';

const EmojiPicker = part(() => import('./emoji-picker.tsx').then((file) => file.EmojiPicker));

export function EmojiButton({ take }: { take: (sign: string) => void }) {
  const t = useText('writing');
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="top-start"
      width={320}
      trapFocus
      withinPortal={false}
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('emoji')}
          title={t('emoji')}
          onClick={() => setOpen(!isOpen)}
        >
          <IconMoodSmile size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        {isOpen && (
          <EmojiPicker
            fallback={<div style={{ blockSize: '16rem' }} />}
            missing={<p>{t('emojiAway')}</p>}
            take={(sign) => {
              setOpen(false);
              // Once the picker has given the focus back.
              requestAnimationFrame(() => take(sign));
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
