/** The payloads of entries about greetings: who changed which, and what became of one that a visitor was shown. */
import { z } from 'zod';
import { id } from './ids.ts';

const rule = z.object({ greetingId: id, inboxId: id, name: z.string() });
const showing = z.object({ greetingId: id, showingId: id });

export const greetingPayloads = {
  'greeting.created': rule,
  'greeting.changed': rule,
  'greeting.removed': rule,
  // The words are those that the visitor saw.
  'greeting.shown': showing.extend({ customerId: id, text: z.string() }),
  'greeting.opened': showing,
  'greeting.dismissed': showing,
  'greeting.answered': showing.extend({ conversationId: id }),
} as const;
