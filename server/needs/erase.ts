/** Needs and expectations of a person who is erased. */
import { wordsHolding } from '../customers/index.ts';

export const needsHolding = wordsHolding({
  table: 'customer_needs',
  text: 'text',
  kinds: ['need.stated', 'need.changed'],
  idField: 'needId',
});
