/** Names that the browser of the tests finds at 127.0.0.1. Unlike that number, plain http on a name is not trusted. */

/** The shop that embeds the chat. */
export const shopHost = 'shop.example';

/** A server of ours in an office without certificates. */
export const officeHost = 'chat.office.example';
