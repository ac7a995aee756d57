/** Which attribute of a conversation a macro sets, and to what. */
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Action } from '../../../contract/actions.ts';
import { fitAttribute } from '../../../contract/fit.ts';
import { useText } from '../../lib/i18n.tsx';
import { conversationAttributesQuery } from '../../lib/team.ts';
import { TypedInput } from '../customers/index.ts';

type Describe = Extract<Action, { type: 'describe' }>;

export function DescribeFields(props: { action: Describe; change: (action: Action) => void }) {
  const { action, change } = props;
  const t = useText('macros');
  const { data = [] } = useQuery(conversationAttributesQuery);
  const definition = data.find(({ key }) => key === action.key);
  const fit = definition && action.value !== null ? fitAttribute(definition, action.value) : undefined;
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t('type.describe')}
        value={action.key}
        onChange={(event) => change({ type: 'describe', key: event.currentTarget.value, value: null })}
        data={data
          .filter(({ key, archived }) => !archived || key === action.key)
          .map(({ key, name }) => ({ value: key, label: name }))}
      />
      {definition && (
        <TypedInput
          key={`${definition.key} ${JSON.stringify(action.value)}`}
          definition={{ ...definition, description: '' }}
          value={fit && 'value' in fit ? fit.value : null}
          disabled={false}
          save={(value) => change({ ...action, value })}
        />
      )}
    </>
  );
}
