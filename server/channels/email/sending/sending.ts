/** A reply that goes out by mail, as those need it who send it. */

/** Addresses, each once. */
export type Recipients = { to: string[]; cc: string[]; bcc: string[] };

export type Sending = {
  id: string;
  inboxId: string;
  conversationId: string;
  customerId: string;
  entryId: string;
  recipients: Recipients;
  messageId: string;
  state: string;
  attempts: number;
};
