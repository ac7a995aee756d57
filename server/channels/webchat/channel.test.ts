import { textLengthMax } from '../../../contract/entries.ts';
import { testPosted } from '../conformance.ts';
import { webchat } from './channel.ts';

const id = '0190a7c4-9a80-7b1e-8f35-5a8a3c1e2d4f';

testPosted(webchat, {
  settings: webchat.defaults,
  accepted: [
    {
      name: 'a message',
      raw: { id, text: 'Olá!' },
      facts: [{ kind: 'message', externalId: id, text: 'Olá!' }],
    },
    {
      name: 'text with line breaks, an emoji and markup, as it is',
      raw: { id, text: ' <b>hi</b>\n👩‍👩‍👧 ' },
      facts: [{ kind: 'message', externalId: id, text: ' <b>hi</b>\n👩‍👩‍👧 ' }],
    },
    {
      name: 'fields that are none of a visitor’s business are left out',
      raw: {
        id,
        text: 'x',
        customerId: id,
        conversationId: id,
        note: true,
        occurredAt: '2000-01-01T00:00:00Z',
      },
      facts: [{ kind: 'message', externalId: id, text: 'x' }],
    },
    {
      name: 'the longest text',
      raw: { id, text: 'x'.repeat(textLengthMax) },
      facts: [{ kind: 'message', externalId: id, text: 'x'.repeat(textLengthMax) }],
    },
  ],
  refused: [
    { name: 'no id', raw: { text: 'x' }, rejected: 'invalid' },
    { name: 'an id of another shape', raw: { id: '1; drop table', text: 'x' }, rejected: 'invalid' },
    { name: 'nothing but space', raw: { id, text: ' \n\t ' }, rejected: 'invalid' },
    { name: 'text that is no text', raw: { id, text: { toString: 'x' } }, rejected: 'invalid' },
    { name: 'too long a text', raw: { id, text: 'x'.repeat(textLengthMax + 1) }, rejected: 'too-large' },
    { name: 'nothing', raw: undefined, rejected: 'invalid' },
  ],
});
