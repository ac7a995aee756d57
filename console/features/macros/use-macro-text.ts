/** The text of a macro with what it stands for in a conversation. */
import { useQueryClient } from '@tanstack/react-query';
import type { Conversation } from '../../../contract/conversations.ts';
import { fillMacro } from '../../../contract/macro-text.ts';
import { attributeValues, plainValues } from '../../lib/macros.ts';
import { useMe } from '../../lib/session.ts';
import { customerQuery } from '../customers/index.ts';

/** Fills the variables in; those without a value stay, and are named. Attributes of the customer are asked for if needed. */
export function useMacroText(): (
  text: string,
  conversation: Pick<Conversation, 'customer'>,
) => Promise<{ text: string; missing: string[] }> {
  const me = useMe();
  const cache = useQueryClient();
  return async (text, { customer }) => {
    const plain = plainValues(customer.name, me);
    const filled = fillMacro(text, plain);
    if (!filled.missing.some((one) => !Object.hasOwn(plain, one))) return filled;
    const { attributes } = await cache.ensureQueryData(customerQuery(customer.id));
    return fillMacro(text, { ...attributeValues(attributes), ...plain });
  };
}
