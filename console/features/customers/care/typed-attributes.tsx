/** The attributes that the workspace defined, each with an input of its type, changed where it stands. */
import { MultiSelect, NativeSelect, TagsInput, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import type { AttributeDefinition } from '../../../../contract/attributes.ts';
import { attributeTextLengthMax, type Customer } from '../../../../contract/customers.ts';
import { endpoints } from '../../../../contract/endpoints.ts';
import { fitAttribute } from '../../../../contract/fit.ts';
import { call } from '../../../lib/api.ts';
import { useText } from '../../../lib/i18n.tsx';
import { useProblemText } from '../../../lib/problem-text.ts';
import { useMay } from '../../../lib/session.ts';
import { failure } from '../../../ui/notices.tsx';
import { attributeText } from '../attribute-text.ts';
import { customerQuery } from '../queries.ts';
import classes from './care.module.css';

export type AttributeValue = string | number | boolean | string[] | null;

export function TypedAttribute({
  customer,
  definition,
}: {
  customer: Customer;
  definition: AttributeDefinition;
}) {
  const t = useText('care');
  const may = useMay();
  const save = useSave(customer);
  const { key } = definition;
  const told = Object.hasOwn(customer.attributes, key) ? customer.attributes[key] : undefined;
  const fit = told === undefined ? undefined : fitAttribute(definition, told);
  const isWrong = fit !== undefined && 'wrong' in fit;
  const value = fit !== undefined && 'value' in fit ? fit.value : null;
  return (
    <div>
      <TypedInput
        key={JSON.stringify(value)}
        definition={definition}
        value={value}
        disabled={!may('customers:write')}
        save={(next) => void save(key, next)}
      />
      {isWrong && (
        <span className={classes.warning} role="note">
          <IconAlertTriangle size={14} aria-hidden />
          <span>
            {t('attribute.misfit', { value: attributeText(told), type: t(`type.${definition.type}`) })}
          </span>
        </span>
      )}
    </div>
  );
}

type InputProps = {
  definition: AttributeDefinition;
  value: AttributeValue;
  disabled: boolean;
  save: (value: AttributeValue) => void;
};

/** An input of the attribute's type. */
export function TypedInput(props: InputProps) {
  const t = useText('care');
  const { definition, value, disabled, save } = props;
  const face = {
    size: 'xs' as const,
    label: definition.name,
    ...(definition.description === '' ? {} : { description: definition.description }),
    disabled,
  };
  const none = { value: '', label: t('attribute.none') };
  switch (definition.type) {
    case 'boolean':
      return (
        <NativeSelect
          {...face}
          value={value === null ? '' : String(value)}
          onChange={({ currentTarget }) =>
            save(currentTarget.value === '' ? null : currentTarget.value === 'true')
          }
          data={[
            none,
            { value: 'true', label: t('attribute.yes') },
            { value: 'false', label: t('attribute.no') },
          ]}
        />
      );
    case 'choice':
      return (
        <NativeSelect
          {...face}
          value={String(value ?? '')}
          onChange={({ currentTarget }) => save(currentTarget.value === '' ? null : currentTarget.value)}
          data={[none, ...definition.options]}
        />
      );
    case 'list':
      return <ListInput {...props} face={face} />;
    default:
      return <WrittenInput {...props} face={face} />;
  }
}

type Face = { size: 'xs'; label: string; description?: string; disabled: boolean };

function ListInput({ definition, value, save, face }: InputProps & { face: Face }) {
  const list = Array.isArray(value) ? value : [];
  const onChange = (next: string[]) => save(next.length === 0 ? null : next);
  return definition.options.length > 0 ? (
    <MultiSelect {...face} value={list} data={definition.options} onChange={onChange} searchable />
  ) : (
    <TagsInput {...face} value={list} onChange={onChange} splitChars={[',']} />
  );
}

/** Enter and leaving the field keep what is written, Escape does not. */
function WrittenInput({ definition, value, save, face }: InputProps & { face: Face }) {
  const t = useText('care');
  const before = value === null ? '' : String(value);
  const [text, setText] = useState(before);
  const [error, setError] = useState<string>();
  const keep = () => {
    const written = text.trim();
    if (written === before) return setError(undefined);
    const fit = fitAttribute(definition, written);
    if (written !== '' && 'wrong' in fit) return setError(t(`wrong.${definition.type}`));
    setError(undefined);
    save(written === '' ? null : 'value' in fit ? fit.value : null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') event.currentTarget.blur();
    if (event.key === 'Escape') setText(before);
  };
  return (
    <TextInput
      {...face}
      error={error}
      type={definition.type === 'date' ? 'date' : 'text'}
      inputMode={definition.type === 'number' ? 'decimal' : undefined}
      maxLength={attributeTextLengthMax}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={keep}
    />
  );
}

/** Shows a value at once and takes it back when it is refused. */
function useSave(customer: Customer): (key: string, value: AttributeValue) => Promise<void> {
  const cache = useQueryClient();
  const problemText = useProblemText();
  const { queryKey } = customerQuery(customer.id);
  return async (key, value) => {
    const { [key]: _, ...others } = customer.attributes;
    const attributes = value === null ? others : { ...others, [key]: value };
    cache.setQueryData(queryKey, { ...customer, attributes });
    try {
      const body = { attributes: { [key]: value } };
      cache.setQueryData(
        queryKey,
        await call(endpoints.describeCustomer, { params: { id: customer.id }, body }),
      );
    } catch (error) {
      cache.setQueryData(queryKey, customer);
      failure(problemText(error));
    }
  };
}
