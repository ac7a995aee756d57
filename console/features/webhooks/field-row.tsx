/** Where one field's value stands. */
import { ActionIcon, Autocomplete, NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { WebhookField, WebhookSource } from '../../../contract/webhooks.ts';
import { useText } from '../../lib/i18n.tsx';
import { DateOrderChoice } from '../../ui/reading.tsx';
import { type From, fromOf, type Path, sourceFrom, valuesOf, valuesText, withOrder } from './mapping.ts';
import classes from './webhooks.module.css';

/** A field's name in the reader's language; what goes along under its own name keeps that. */
export function useFieldName(): (name: string) => string {
  const imports = useText('imports');
  return (name) => {
    const key = `field.${name}`;
    return imports.has(key) ? imports(key) : name;
  };
}

const froms = ['path', 'constant', 'received'] as const satisfies readonly From[];

export function FieldRow(props: {
  name: string;
  source: WebhookSource;
  /** Absent: it goes along under its own name. */
  field: WebhookField | undefined;
  paths: Path[];
  change: (source: WebhookSource) => void;
  remove: () => void;
}) {
  const { source, field, paths, change } = props;
  const t = useText('webhooks');
  const name = useFieldName()(props.name);
  const from = fromOf(source);
  const offered = froms.filter((one) => one !== 'received' || field?.type === 'time');
  return (
    <li className={classes.field}>
      <Text size="sm" className={classes.fieldName}>
        <bdi>{name}</bdi>
      </Text>
      <NativeSelect
        size="xs"
        aria-label={t('fromOf', { name })}
        value={from}
        onChange={(event) =>
          change(sourceFrom(offered.find((one) => one === event.currentTarget.value) ?? 'path', ''))
        }
        data={offered.map((value) => ({ value, label: t(`from.${value}`) }))}
      />
      <div className={classes.source}>
        {'path' in source && <PathInput name={name} source={source} paths={paths} change={change} />}
        {'constant' in source && <Constant name={name} source={source} field={field} change={change} />}
        {'path' in source && (field?.type === 'money' || field?.type === 'lines') && (
          <NativeSelect
            size="xs"
            aria-label={t('unitOf', { name })}
            value={source.unit ?? 'major'}
            onChange={(event) =>
              change({ ...source, unit: event.currentTarget.value === 'minor' ? 'minor' : 'major' })
            }
            data={[
              { value: 'major', label: t('unit.major') },
              { value: 'minor', label: t('unit.minor') },
            ]}
          />
        )}
        {'path' in source && field?.type === 'time' && (
          <Dates name={name} source={source} paths={paths} change={change} />
        )}
        {'path' in source && field?.choices && (
          <Values name={name} choices={field.choices} source={source} change={change} />
        )}
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        onClick={props.remove}
        aria-label={t('removeField', { name })}
      >
        <IconX size={16} />
      </ActionIcon>
    </li>
  );
}

type PathSource = Extract<WebhookSource, { path: string }>;

function PathInput(props: {
  name: string;
  source: PathSource;
  paths: Path[];
  change: (source: WebhookSource) => void;
}) {
  const { source, paths } = props;
  const t = useText('webhooks');
  const example = paths.find(({ path }) => path === source.path)?.example;
  return (
    <Autocomplete
      size="xs"
      aria-label={t('pathOf', { name: props.name })}
      placeholder="customer.email"
      value={source.path}
      onChange={(path) => props.change({ ...source, path })}
      data={paths.map(({ path }) => path)}
      description={example === undefined ? undefined : t('example', { value: example.slice(0, 60) })}
      inputWrapperOrder={['input', 'description']}
      spellCheck={false}
    />
  );
}

/** What comes first in the dates: asked where they are seen to have the year last, or where nobody can see them yet. */
function Dates(props: {
  name: string;
  source: PathSource;
  paths: Path[];
  change: (source: WebhookSource) => void;
}) {
  const { source } = props;
  const t = useText('webhooks');
  const seen = props.paths.find(({ path }) => path === source.path);
  if (seen && seen.dates === undefined && source.dates === undefined) return null;
  return (
    <DateOrderChoice
      name={props.name}
      chosen={source.dates}
      proved={seen?.dates}
      provedText={t('dates.proved')}
      change={(order) => props.change(withOrder(source, order))}
    />
  );
}

function Constant(props: {
  name: string;
  source: { constant: string };
  field: WebhookField | undefined;
  change: (source: WebhookSource) => void;
}) {
  const t = useText('webhooks');
  const common = {
    size: 'xs',
    'aria-label': t('constantOf', { name: props.name }),
    value: props.source.constant,
    onChange: (event: { currentTarget: { value: string } }) =>
      props.change({ constant: event.currentTarget.value }),
  } as const;
  if (props.field?.choices) return <NativeSelect {...common} data={['', ...props.field.choices]} />;
  return <TextInput {...common} />;
}

/** What the other system's words mean. What is being typed stays as it is until it can be read. */
function Values(props: {
  name: string;
  choices: string[];
  source: PathSource;
  change: (source: WebhookSource) => void;
}) {
  const t = useText('webhooks');
  const [text, setText] = useState(valuesText(props.source.values));
  return (
    <Textarea
      size="xs"
      label={t('values')}
      description={t('valuesHint', { choices: props.choices.join(', ') })}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        const values = valuesOf(event.currentTarget.value);
        const { values: _, ...source } = props.source;
        props.change(Object.keys(values).length === 0 ? source : { ...source, values });
      }}
      placeholder="fulfilled = shipped"
      autosize
      minRows={1}
      maxRows={8}
      spellCheck={false}
    />
  );
}
