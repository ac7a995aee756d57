/** English. The other languages have the same keys. */
export const en = {
  chat: 'Chat',
  close: 'Close chat',
  /** Where the business has set no greeting. */
  greeting: 'Hello! How can we help you?',
  messages: 'Messages',
  write: 'Write a message',
  send: 'Send',
  you: 'You',
  sending: 'Sending…',
  waiting: 'Waiting for a connection',
  sent: 'Sent',
  refused: 'Not sent',
  retry: 'Try again',
  discard: 'Delete',
  older: 'Show earlier messages',
  loading: 'Loading messages…',
  offline: 'No connection. What you write is sent as soon as it is back.',
  full: 'Many messages are waiting to be sent. Please wait for the connection.',
};
export type Words = typeof en;
