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
  /** Whether it stands in the open conversation itself, and not in an earlier one above it. */
  isHere: (message: Message) => boolean;
  /** Opens the dialog that sends it on by mail; absent where members may not. */
  sendOn: ((message: Message) => void) | undefined;
  /** The customer whose need it may tell of; absent where members may not say so. */
  needsOf: string | undefined;
  /** Opens the dialog for a new need that it tells of. */
  newNeed: (message: Message) => void;
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
  isHere: () => false,
  sendOn: undefined,
  needsOf: undefined,
  newNeed: () => undefined,
};

export const ChangingContext = createContext<Changing>(nothing);

export function useChanging(): Changing {
  return useContext(ChangingContext);
}
