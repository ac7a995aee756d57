/** How a message was taken: the team chooses for the customer's, and sees it of its own. */
import { ActionIcon, Group, Menu } from '@mantine/core';
import { IconMoodPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Message } from '../../../contract/conversations.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { type Reaction, reactionEmojis } from '../../../contract/reactions.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMay } from '../../lib/session.ts';
import { failure } from '../../ui/notices.tsx';
import classes from './thread.module.css';

export function MessageReaction({ message }: { message: Message }) {
  const t = useText('conversations');
  const mayReact = useMay()('conversations:write') && message.author.kind === 'customer';
  const { shown, react } = useReaction(message);
  const said = message.author.kind === 'customer' ? 'teamReacted' : 'customerReacted';
  const label = shown === null ? undefined : t(said, { emoji: shown });
  if (!mayReact) {
    return shown ? (
      <span className={classes.reaction} role="img" aria-label={label}>
        {shown}
      </span>
    ) : null;
  }
  return (
    <Menu position="top-start" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        {shown ? (
          <button type="button" className={classes.reaction} aria-label={label}>
            {shown}
          </button>
        ) : (
          <ActionIcon
            className={classes.copy}
            variant="subtle"
            color="gray"
            size="sm"
            title={t('react')}
            aria-label={t('react')}
          >
            <IconMoodPlus size={14} />
          </ActionIcon>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        <Group gap={0} wrap="nowrap">
          {reactionEmojis.map((emoji) => (
            <Menu.Item
              key={emoji}
              aria-current={emoji === shown}
              aria-label={emoji}
              className={classes.emoji}
              onClick={() => react(emoji === shown ? null : emoji)}
            >
              {emoji}
            </Menu.Item>
          ))}
        </Group>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Shown at once; the stream says it to everybody, and a refusal takes it back. */
function useReaction(message: Message) {
  const problemText = useProblemText();
  const [wanted, setWanted] = useState<Reaction | null>();
  const { id, conversationId, reaction = null } = message;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said since is what holds
  useEffect(() => setWanted(undefined), [reaction]);
  const react = (emoji: Reaction | null) => {
    setWanted(emoji);
    const sending = call(endpoints.reactToMessage, {
      params: { id: conversationId },
      body: { messageId: id, emoji },
    });
    sending.catch((error: unknown) => {
      setWanted(undefined);
      failure(problemText(error));
    });
  };
  return { shown: wanted === undefined ? reaction : wanted, react };
}
