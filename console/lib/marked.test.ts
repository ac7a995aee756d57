import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Customer } from '../../contract/customers.ts';
import { addressOf, markedParts } from './marked.ts';

const marked = (text: string, search: string) =>
  markedParts(text, search)
    .map((part) => (part.isFound ? `[${part.text}]` : part.text))
    .join('');

test.each([
  ['João da Silva', 'joao', '[João] da Silva'],
  ['João da Silva', 'silva jo', '[Jo]ão da [Silva]'],
  ['Mariana', 'aria', 'M[aria]na'],
  ['Mariana', 'na', 'Mariana'],
  ['王小明', '小明', '王[小明]'],
  ['王小明', '明', '王小[明]'],
  ['Straße', 'strasse', '[Straße]'],
  ['İpek', 'ipek', '[İpek]'],
  ['+5511961234567', '4567', '+551196123[4567]'],
  ['+5511961234567', '(11) 96123', '+55[1196123]4567'],
  ['ana@shop.example', 'ANA@shop', '[ana]@[shop].example'],
  ['Ana', '', 'Ana'],
  ['Ana', '%', 'Ana'],
])('%s searched by %j reads %s', (text, search, expected) => expect(marked(text, search)).toBe(expected));

test('marking loses and adds nothing', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      (text, search) => {
        const parts = markedParts(text, search);
        expect(parts.map((part) => part.text).join('')).toBe(text.normalize('NFC'));
      },
    ),
  );
});

test('the address shown is the one that was found', () => {
  const identities = [
    { kind: 'email', value: 'ana@shop.example', verified: true },
    { kind: 'phone', value: '+5511961234567', verified: false },
    { kind: 'visitor', value: 'v-4567', verified: false },
  ];
  const customer = { identities } as Customer;
  expect(addressOf(customer)).toBe('ana@shop.example');
  expect(addressOf(customer, '4567')).toBe('+5511961234567');
  expect(addressOf(customer, 'nobody')).toBe('ana@shop.example');
  expect(addressOf({ identities: [] as Customer['identities'] } as Customer)).toBeUndefined();
});
