/** Mail: what comes is journalled and read behind the request; replies go out through the inbox's own mail server. */
import { type EmailSettings, emailDefaults, emailSettings, keepsPassword } from '../../../contract/email.ts';
import { textLengthMax } from '../../../contract/entries.ts';
import { showsAll } from '../../../contract/rich-text.ts';
import type { Channel } from '../index.ts';

export const email: Channel<EmailSettings> = {
  kind: 'email',
  settings: emailSettings,
  defaults: { ...emailDefaults, address: 'nobody@localhost.localdomain', aliases: [], trustedServers: [] },
  keepsPassword: (before, after) => keepsPassword(before, [after.receiving, after.sending]),
  can: {
    replies: 'sent',
    attachments: true,
    typing: false,
    readReceipts: false,
    edits: 'no',
    deletes: false,
    shows: showsAll,
    textLengthMax,
    replyWindowHours: null,
  },
};
