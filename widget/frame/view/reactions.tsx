/** How a message was taken: the visitor chooses for the team's, and sees it of the own. */
import { useRef, useState } from 'preact/hooks';
import type { Locale } from '../../../contract/ids.ts';
import type { reactionEmojis as serverEmojis } from '../../../contract/reactions.ts';
import type { VisitorMessage } from '../../../contract/visitor.ts';
import type { ChatActions } from '../chat.ts';
import { reactionWords } from '../locales/reaction-words.ts';
import { Icon } from './icons.tsx';

const emojis: typeof serverEmojis = ['👍', '❤️', '😀', '🎉', '😕', '👎'];

const smile = 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M9 10h.01M15 10h.01M8.500 14.500a4.500 4.500 0 0 0 7 0';

type Props = { message: VisitorMessage; locale: Locale; react: ChatActions['react'] };

export function Reactions({ message, locale, react }: Props) {
  const say = reactionWords[locale];
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { id, reaction } = message;
  if (message.from === 'visitor') {
    return reaction ? (
      <span class="reaction" role="img" aria-label={say.team(reaction)}>
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
        aria-label={reaction ? say.own(reaction) : say.react}
        onClick={() => setOpen(!isOpen)}
      >
        {reaction ?? <Icon path={smile} />}
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
