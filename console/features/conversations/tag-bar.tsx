/** The tags of a conversation, below its header, and the button that puts more on it. */
import { Button } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import type { Conversation } from '../../../contract/conversations.ts';
import { useText } from '../../lib/i18n.tsx';
import { TagMenu, Tags } from '../tags/index.ts';
import classes from './conversation-pane.module.css';
import type { Acting } from './use-acting.ts';
import { useGranted } from './use-granted.ts';

const shownMax = 5;

export function TagBar({ conversation, acting }: { conversation: Conversation; acting: Acting }) {
  const t = useText('conversations');
  const { id, tagIds } = conversation;
  const [opened, setOpened] = useGranted(acting, id, 'tag');
  if (!acting.mayWrite && tagIds.length === 0) return null;
  return (
    <div className={classes.tags}>
      {acting.mayWrite && (
        <TagMenu
          opened={opened}
          change={setOpened}
          ids={tagIds}
          toggle={(tagId, isOn) => acting.tag(id, tagId, isOn)}
        >
          <Button variant="subtle" color="gray" size="compact-xs" leftSection={<IconTag size={14} />}>
            {t('tags')}
          </Button>
        </TagMenu>
      )}
      <Tags ids={tagIds} max={shownMax} />
    </div>
  );
}
