/** What a mail says, once it was read: plain data that can cross from the process that reads to the one that records. */

/**
 * An address as the mail gives it: `name` as it is written there, `address` in lower case; both without control characters.
 * Where what stands there is no address, or could be read as two, `address` is empty and `name` shows it.
 */
export type Correspondent = { name: string; address: string };

/** A part of the text that is not new: what is answered, or a signature. Whole texts are kept: new and folded are the original. */
export type TextPart = { kind: 'new' | 'quote' | 'signature'; text: string };

export type MailFile = {
  name: string;
  type: string;
  bytes: Buffer;
  /** What `cid:` links of the HTML call it, without angle brackets. */
  contentId: string | null;
  /** Whether it is shown within the text. */
  inline: boolean;
};

/** Why nobody waits for an answer to it. */
export type Automatic = 'auto-reply' | 'list' | 'bulk' | 'report' | 'challenge';

/** What a report of failed delivery tells. */
export type Bounce = {
  /** Whom it did not reach; `permanent`: it never will. In lower case. */
  failed: { address: string; permanent: boolean; status: string | null; reason: string | null }[];
  /** Ids of the mail that did not arrive, as far as the report quotes them: `<id@host>`. */
  originalIds: string[];
};

/** An invitation, a change or a cancellation of a meeting. Times as RFC 3339. */
export type CalendarNotice = {
  method: 'request' | 'reply' | 'cancel' | 'publish';
  summary: string;
  startsAt: string | null;
  endsAt: string | null;
  allDay: boolean;
  location: string;
  organizer: Correspondent | null;
};

export type Mail = {
  /** `<id@host>`; null where there is none, or an empty one. */
  messageId: string | null;
  inReplyTo: string[];
  /** Oldest first: of more than 100 the first 20 and the last 80. */
  references: string[];
  /** All of From; one mail may claim several. */
  from: Correspondent[];
  sender: Correspondent | null;
  replyTo: Correspondent[];
  to: Correspondent[];
  cc: Correspondent[];
  /** Decoded, in one line. */
  subject: string;
  /** As its Date says, RFC 3339 in UTC; null where that is none. */
  writtenAt: string | null;
  /** All that it says as plain text, of its text part or else of its HTML; line ends are `\n`. */
  text: string;
  parts: TextPart[];
  /** As it came: never to be shown before it was made safe. */
  html: string | null;
  files: MailFile[];
  automatic: Automatic | null;
  bounce: Bounce | null;
  calendar: CalendarNotice[];
  /** What could not be read as it should be, in short English words for the journal: `charset utf-7`. */
  oddities: string[];
};
