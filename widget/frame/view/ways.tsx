/** By which ways the visitor hears of answers while the chat is not in sight: switches that also say why one can't be had. */
import { useEffect } from 'preact/hooks';
import type { Way } from '../../bridge.ts';
import type { ChatActions, ChatState } from '../chat.ts';
import type { MenuWords } from '../locales/menu-words.ts';

type Props = { ways: ChatState['ways']; change: ChatActions['way']; say: MenuWords };

const all: readonly Way[] = ['sound', 'notify'];

export function Ways({ ways, change, say }: Props) {
  // Asked each time: the browser's settings may have changed since.
  useEffect(() => change(), [change]);
  return (
    ways &&
    all.map((way) => {
      const standing = ways[way];
      const isOn = standing === 'on';
      return (
        <button
          key={way}
          type="button"
          role="switch"
          aria-checked={isOn}
          disabled={standing === 'missing' || standing === 'denied'}
          onClick={() => change(way, !isOn)}
        >
          {say[way]} <small>{say[standing]}</small>
        </button>
      );
    })
  );
}
