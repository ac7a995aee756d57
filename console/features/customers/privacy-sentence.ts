/** What the timeline says of what was done as a person asked. */
import type { Entry } from '../../../contract/entries.ts';
import { isolated } from '../../lib/bidi.ts';

/** As a message selects. */
export const yesOrNo = (is: boolean): string => (is ? 'yes' : 'no');

/** What was done as the person asked. */
export function privacySentence(
  entry: Entry<'customer.erased' | 'customer.restricted' | 'customer.corrected' | 'customer.address_failed'>,
): { values?: Record<string, string>; body?: string } {
  switch (entry.kind) {
    case 'customer.erased':
      return { values: { done: yesOrNo(entry.payload.done) } };
    case 'customer.restricted':
      return { values: { restricted: yesOrNo(entry.payload.restricted) } };
    case 'customer.address_failed': {
      const { works, address, reason } = entry.payload;
      return {
        values: { works: yesOrNo(works), address: isolated(address) },
        ...(reason ? { body: reason } : {}),
      };
    }
    case 'customer.corrected':
      return { body: entry.payload.added.map(({ value }) => value).join(', ') };
  }
}
