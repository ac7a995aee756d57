/** Attributes of conversations: what members write down of them, of the types that the workspace defined. */
import { changedAttributes } from '../../contract/conversation-attributes.ts';
import type { Conversation } from '../../contract/conversations.ts';
import { Problem } from '../../contract/errors.ts';
import type { By } from '../accounts/index.ts';
import { listDefinitions, readFits, requireFit } from '../customers/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { change } from './conversation.ts';

type Who = { by: By; memberId: string };

/**
 * Sets attributes of a conversation; null takes one away, also one that is archived. @throws Problem `invalid-input` for
 * what is not of its attribute's type, `not-found` for what nobody defined.
 */
export async function describeConversation(
  tx: Tx,
  { by, memberId }: Who,
  id: string,
  given: Readonly<Record<string, unknown>>,
): Promise<Conversation> {
  const definitions = await listDefinitions(tx, 'conversation');
  for (const [key, value] of Object.entries(given)) {
    const definition = definitions.find((one) => one.key === key);
    if (value === null || (definition && !definition.archived)) continue;
    throw new Problem(
      'not-found',
      definition
        ? `The attribute “${definition.name}” is archived. Use one that is not.`
        : `There is no attribute of conversations with the key “${key}”. Define it in the settings first.`,
    );
  }
  const wanted = requireFit(await readFits(tx, 'conversation'), given);
  return change(tx, by, memberId, id, ({ attributes: before }) => {
    const changed = Object.entries(wanted).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key] ?? null),
    );
    if (changed.length === 0) return undefined;
    const nameOf = (key: string) => definitions.find((one) => one.key === key)?.name ?? key;
    const names = Object.fromEntries(changed.map(([key]) => [key, nameOf(key)]));
    return {
      kind: 'conversation.described',
      payload: { attributes: changedAttributes.parse(Object.fromEntries(changed)), names },
    } as const;
  });
}
