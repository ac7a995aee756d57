/** What every channel is: a way by which messages come in and replies go out. */
import type { ZodType } from 'zod';
import type { Shows } from '../../contract/rich-text.ts';

/** A fact that a channel read out of what the world sent. */
export type Fact = {
  kind: 'message';
  /** The id that the message has there; the same one again is the same message. */
  externalId: string;
  text: string;
  /** The uploads that it takes along. */
  uploadIds?: readonly string[];
};

/** What can't be taken, and why, in words for the sender. */
export type Rejection = { rejected: 'invalid' | 'too-large'; reason: string };

export type Channel<Settings = unknown> = {
  kind: string;
  /** The inbox's settings, as stored; new ones begin with `defaults`. */
  settings: ZodType<Settings>;
  defaults: Settings;
  /** Whether the password of an inbox may be used with other settings; absent: it has none. */
  keepsPassword?: (before: Settings, after: Settings) => boolean;
  can: {
    /**
     * How replies reach the customer: `followed`, when the customer's own client reads them from the ledger and
     * committing is sending; `sent`, when a provider must be called.
     */
    replies: 'followed' | 'sent';
    attachments: boolean;
    typing: boolean;
    readReceipts: boolean;
    /** Whether who has read a reply sees that it was edited, and whether one that was sent can be taken away. */
    edits: 'shown' | 'no';
    deletes: boolean;
    /** Which formatting a reply is shown with; the rest of it is shown as plain text. */
    shows: Shows;
    /** How long a reply may be, in UTF-16 units. */
    textLengthMax: number;
    /** Hours after the customer's last message within which a reply is allowed; null: always. */
    replyWindowHours: number | null;
  };
};

/** A channel to which the world posts requests. */
export type PostedChannel<Settings = unknown> = Channel<Settings> & {
  /** Pure: what a request says, or why it can't be taken. */
  parse: (raw: unknown, settings: Settings) => Fact[] | Rejection;
};
