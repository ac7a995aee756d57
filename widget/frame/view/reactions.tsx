/** How a message was taken: the visitor chooses for the team's, and sees it of the own. */
import { useRef, useState } from 'preact/hooks';
import type { reactionEmojis as serverEmojis } from '../../../contract/reactions.ts';
import type { VisitorMessage } from '../../../contract/visitor.ts';
import type { ChatActions } from '../chat.ts';
import type { Words } from '../locales/words.ts';
import { SmileIcon } from './icons.tsx';

const emojis: typeof serverEmojis = ['👍', '❤️', '😀', '🎉', '😕', '👎'];

type Props = { message: VisitorMessage; say: Words; react: ChatActions['react'] };

export function Reactions({ message, say, react }: Props) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { id, reaction } = message;
  if (message.from === 'visitor') {
    return reaction ? (
      <span class="reaction" role="img" aria-label={say.reactedTeam(reaction)}>
        {reaction}
      </span>
    ) : null;
  }

  function leave() {
    setOpen(false);
    button.current?.focus();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !isOpen) return;
    // The chat itself stays open.
    event.stopPropagation();
    leave();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears of Escape in the buttons within
    <span class="reactions" onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        class={reaction ? 'reaction' : 'react'}
        aria-expanded={isOpen}
        aria-label={reaction ? say.reacted(reaction) : say.react}
        onClick={() => setOpen(!isOpen)}
      >
        {reaction ?? <SmileIcon />}
      </button>
      {isOpen &&
        emojis.map((emoji) => (
          <button
            key={emoji}
            type="button"
            aria-label={emoji}
            aria-pressed={emoji === reaction}
            onClick={() => {
              void react({ messageId: id, emoji: emoji === reaction ? null : emoji });
              leave();
            }}
          >
            {emoji}
          </button>
        ))}
    </span>
  );
}
