/** The button that offers emoji. What it opens is fetched then. */
import { ActionIcon, Popover } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useText } from '../../../lib/i18n.tsx';

const EmojiPicker = lazy(async () => ({ default: (await import('./emoji-picker.tsx')).EmojiPicker }));

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
          <Suspense fallback={<div style={{ blockSize: '16rem' }} />}>
            <EmojiPicker
              take={(sign) => {
                setOpen(false);
                // Once the picker has given the focus back.
                requestAnimationFrame(() => take(sign));
              }}
            />
          </Suspense>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
