/** The text of a macro with what it stands for in a conversation. */
import { useQueryClient } from '@tanstack/react-query';
import type { Conversation } from '../../../contract/conversations.ts';
import { fillMacro, firstName, type MacroValues } from '../../../contract/macro-text.ts';
import { useMe } from '../../lib/session.ts';
import { customerQuery } from '../customers/index.ts';

/** Fills the variables in; those without a value stay, and are named. Attributes of the customer are asked for if needed. */
export function useMacroText(): (
  text: string,
  conversation: Pick<Conversation, 'customer'>,
) => Promise<{ text: string; missing: string[] }> {
  const { member, workspace } = useMe();
  const cache = useQueryClient();
  return async (text, { customer }) => {
    const name = customer.name ?? '';
    const plain: MacroValues = {
      'customer.name': name,
      'customer.first_name': firstName(name),
      'member.name': member.name,
      'member.first_name': firstName(member.name),
      'workspace.name': workspace.name,
    };
    const filled = fillMacro(text, plain);
    if (!filled.missing.some((one) => !Object.hasOwn(plain, one))) return filled;
    const { attributes } = await cache.ensureQueryData(customerQuery(customer.id));
    const told = Object.entries(attributes).flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[`customer.${key}`, String(value)]] : [],
    );
    return fillMacro(text, { ...Object.fromEntries(told), ...plain });
  };
}
