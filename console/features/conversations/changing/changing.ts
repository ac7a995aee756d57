/** What a member may do to messages that stand in the open conversation, and which one is being edited. */
import { createContext, useContext } from 'react';
import type { Message } from '../../../../contract/conversations.ts';
import type { Inbox } from '../../../../contract/inboxes.ts';
import type { Rich } from '../../../../contract/rich-text.ts';

export type Changing = {
  /** The message that is being edited. */
  editing: string | undefined;
  mayEdit: (message: Message) => boolean;
  mayDelete: (message: Message) => boolean;
  begin: (messageId: string) => void;
  /** The newest of one's own that may be edited; answers whether there is one. */
  beginLast: () => boolean;
  /** Ends it; the focus goes back to where it came from. */
  end: () => void;
  /** Throws what the server refused. */
  save: (message: Message, said: { text: string; rich?: Rich | undefined }) => Promise<void>;
  remove: (message: Message) => void;
  /** What the channel does with replies; undefined while that is not known. */
  can: Inbox['can'] | undefined;
};

const nothing: Changing = {
  editing: undefined,
  mayEdit: () => false,
  mayDelete: () => false,
  begin: () => undefined,
  beginLast: () => false,
  end: () => undefined,
  save: async () => undefined,
  remove: () => undefined,
  can: undefined,
};

export const ChangingContext = createContext<Changing>(nothing);

export function useChanging(): Changing {
  return useContext(ChangingContext);
}
