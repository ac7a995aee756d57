/** Web chat: the visitor's widget posts messages and follows the ledger for the replies. */

import { textLengthMax } from '../../../contract/entries.ts';
import { type WebchatSettings, webchatSettings } from '../../../contract/inboxes.ts';
import { showsAll } from '../../../contract/rich-text.ts';
import { visitorEndpoints } from '../../../contract/visitor.ts';
import type { PostedChannel } from '../index.ts';

export const webchat: PostedChannel<WebchatSettings> = {
  kind: 'webchat',
  settings: webchatSettings,
  defaults: { sites: [], color: '#3b5bdb', greeting: '', position: 'right' },
  can: {
    replies: 'followed',
    attachments: true,
    typing: false,
    readReceipts: false,
    edits: 'shown',
    deletes: true,
    shows: showsAll,
    textLengthMax,
    replyWindowHours: null,
  },
  parse: (raw) => {
    const parsed = visitorEndpoints.postVisitorMessage.body.safeParse(raw);
    if (parsed.success) {
      const { id, text, attachmentIds = [] } = parsed.data;
      const fact = { kind: 'message', externalId: id, text } as const;
      return [attachmentIds.length === 0 ? fact : { ...fact, uploadIds: attachmentIds }];
    }
    const issue = parsed.error.issues[0];
    const tooLarge = issue?.code === 'too_big';
    return {
      rejected: tooLarge ? 'too-large' : 'invalid',
      reason: tooLarge
        ? `A message has at most ${textLengthMax} characters.`
        : (issue?.message ?? 'Not a message.'),
    };
  },
};
