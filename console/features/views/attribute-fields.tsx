/** Which attributes the conversations of a view have: with any value, or with one. */
import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { AttributeDefinition } from '../../../contract/attributes.ts';
import { type AttributeWish, attributeWishesMax } from '../../../contract/conversation-attributes.ts';
import { useText } from '../../lib/i18n.tsx';
import { conversationAttributesQuery } from '../../lib/team.ts';

type Props = { wishes: readonly AttributeWish[]; change: (wishes: readonly AttributeWish[]) => void };

export function AttributeFields({ wishes, change }: Props) {
  const { data = [] } = useQuery(conversationAttributesQuery);
  const isFull = wishes.length >= attributeWishesMax;
  return data
    .filter(({ key, archived }) => !archived || wishes.some((wish) => wish.key === key))
    .map((definition) => {
      const own = wishes.find(({ key }) => key === definition.key);
      const others = wishes.filter(({ key }) => key !== definition.key);
      return (
        <Wish
          key={definition.key}
          definition={definition}
          wish={own}
          disabled={isFull && !own}
          change={(next) => change(next ? [...others, next] : others)}
        />
      );
    });
}

function Wish(props: {
  definition: AttributeDefinition;
  wish: AttributeWish | undefined;
  disabled: boolean;
  change: (wish: AttributeWish | undefined) => void;
}) {
  const { definition, wish, disabled, change } = props;
  const t = useText('views');
  const { key, name, type, options } = definition;
  const values =
    type === 'boolean'
      ? [
          { value: '=true', label: t('attribute.yes') },
          { value: '=false', label: t('attribute.no') },
        ]
      : options.map((option) => ({ value: `=${option}`, label: option }));
  const isWritten = values.length === 0;
  const chosen =
    wish === undefined ? '' : wish.value === undefined ? 'any' : isWritten ? '=' : `=${wish.value}`;
  const choose = (next: string) => {
    if (next === '') change(undefined);
    // What is written follows.
    else change(next === 'any' ? { key } : { key, value: next.slice(1) });
  };
  return (
    <Group gap="xs" align="end" grow>
      <NativeSelect
        label={name}
        value={chosen}
        disabled={disabled}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          { value: '', label: t('any') },
          { value: 'any', label: t('attribute.known') },
          ...(isWritten ? [{ value: '=', label: t('attribute.is') }] : values),
        ]}
      />
      {isWritten && wish?.value !== undefined && (
        <TextInput
          aria-label={t('attribute.value', { name })}
          type={type === 'date' ? 'date' : 'text'}
          value={wish.value}
          onChange={(event) => change({ key, value: event.currentTarget.value })}
        />
      )}
    </Group>
  );
}
