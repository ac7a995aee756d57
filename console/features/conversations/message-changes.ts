/** Editing and deleting messages: what the server answers is shown at once, without waiting for the stream. */
import type { Message } from '../../../contract/conversations.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Rich } from '../../../contract/rich-text.ts';
import { call } from '../../lib/api.ts';
import type { Core } from './core.ts';
import { changed } from './fetched.ts';
import { moved } from './mention-text.ts';

/** Each throws what the server refused. */
export type MessageChanges = {
  /** Whoever is named in what stays of the text is named as before. */
  edit(message: Message, said: { text: string; rich?: Rich | undefined }): Promise<void>;
  remove(message: Message): Promise<void>;
  /** Takes a deletion back. */
  putMessageBack(message: Message): Promise<void>;
};

/** The changing part of a store. */
export function createMessageChanges({ update }: Core): MessageChanges {
  const show = async (answer: Promise<Message>) => {
    const message = await answer;
    update((before) => changed(before, message));
  };
  return {
    edit(message, { text, rich }) {
      const mentions = moved(message.mentions ?? [], message.text, text);
      const said = rich ? { rich } : { text };
      const body = mentions.length === 0 ? said : { ...said, mentions };
      return show(call(endpoints.editMessage, { params: { id: message.id }, body }));
    },
    remove: ({ id }) => show(call(endpoints.deleteMessage, { params: { id } })),
    putMessageBack: ({ id }) => show(call(endpoints.restoreMessage, { params: { id } })),
  };
}
