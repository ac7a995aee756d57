/** One mapping: what it makes, of which rows, and where each field stands. */
import { Autocomplete, Button, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import type { OutputOf } from '../../../contract/endpoint.ts';
import type { WebhookMapping, webhookEndpoints } from '../../../contract/webhooks.ts';
import { useText } from '../../lib/i18n.tsx';
import { CountryChoice } from '../../ui/reading.tsx';
import { FieldRow, useFieldName } from './field-row.tsx';
import {
  addable,
  extraName,
  type Path,
  rowPaths,
  sorted,
  withCountry,
  withField,
  withoutField,
} from './mapping.ts';
import classes from './webhooks.module.css';

type Seen = OutputOf<typeof webhookEndpoints.readWebhookSample>;

export function MappingEditor(props: {
  mapping: WebhookMapping;
  seen: Seen | undefined;
  change: (mapping: WebhookMapping) => void;
  remove: () => void;
}) {
  const { mapping, seen, change } = props;
  const t = useText('webhooks');
  const imports = useText('imports');
  const kind = seen?.kinds.find((one) => one.kind === mapping.makes);
  const paths = rowPaths(seen?.paths ?? [], mapping.list);
  const title = imports(`kind.${mapping.makes}`);
  return (
    <fieldset className={classes.mapping} aria-label={title}>
      <Group justify="space-between">
        <Text fw={500}>{title}</Text>
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          onClick={props.remove}
          aria-label={t('removeMapping', { name: title })}
        >
          {t('remove')}
        </Button>
      </Group>
      <Rows mapping={mapping} seen={seen} paths={paths} change={change} />
      <ul className={classes.fields}>
        {sorted(mapping, kind?.fields ?? []).map(([name, source]) => (
          <FieldRow
            key={name}
            name={name}
            source={source}
            field={kind?.fields.find((field) => field.name === name)}
            paths={paths}
            change={(next) => change(withField(mapping, name, next))}
            remove={() => change(withoutField(mapping, name))}
          />
        ))}
      </ul>
      {seen && kind?.fields.some(({ name, type }) => type === 'phone' && mapping.fields[name]) && (
        <CountryChoice
          countries={seen.countries}
          chosen={mapping.country}
          change={(country) => change(withCountry(mapping, country))}
        />
      )}
      {kind && <AddField mapping={mapping} kind={kind} paths={paths} change={change} />}
    </fieldset>
  );
}

/** Which rows there are: the body itself or those of a list, some of them or all, and what tells them apart. */
function Rows(props: {
  mapping: WebhookMapping;
  seen: Seen | undefined;
  paths: Path[];
  change: (mapping: WebhookMapping) => void;
}) {
  const { mapping, change } = props;
  const t = useText('webhooks');
  const lists = new Set([...(props.seen?.lists ?? []), ...(mapping.list === null ? [] : [mapping.list])]);
  const suggestions = props.paths.map(({ path }) => path);
  const when = mapping.when ?? { path: '', values: [] };
  const setWhen = (next: typeof when) =>
    change({ ...mapping, when: next.path === '' && next.values.length === 0 ? null : next });
  return (
    <div className={classes.rows}>
      <NativeSelect
        label={t('rows')}
        value={mapping.list ?? ''}
        onChange={(event) => change({ ...mapping, list: event.currentTarget.value || null })}
        data={[
          { value: '', label: t('rows.one') },
          ...[...lists].map((list) => ({
            value: list,
            label: list === '$' ? t('rows.all') : t('rows.list', { list }),
          })),
        ]}
      />
      <Autocomplete
        label={t('key')}
        description={t('keyHint')}
        value={mapping.key[0] ?? ''}
        onChange={(path) => change({ ...mapping, key: path === '' ? [] : [path] })}
        data={suggestions}
        spellCheck={false}
      />
      <Autocomplete
        label={t('when')}
        description={t('whenHint')}
        value={when.path}
        onChange={(path) => setWhen({ ...when, path })}
        data={suggestions}
        spellCheck={false}
      />
      <TextInput
        label={t('whenValues')}
        description={t('whenValuesHint')}
        value={when.values.join(', ')}
        onChange={(event) =>
          setWhen({ ...when, values: event.currentTarget.value.split(/,\s?/).filter((one) => one !== '') })
        }
        spellCheck={false}
      />
    </div>
  );
}

function AddField(props: {
  mapping: WebhookMapping;
  kind: Seen['kinds'][number];
  paths: Path[];
  change: (mapping: WebhookMapping) => void;
}) {
  const { mapping, kind, paths, change } = props;
  const t = useText('webhooks');
  const nameOf = useFieldName();
  const left = addable(mapping, kind.fields, paths, kind.takesExtra);
  const add = (value: string) => {
    const [sort, ...rest] = value.split(':');
    const name = rest.join(':');
    if (sort === 'field') change(withField(mapping, name, { path: '' }));
    if (sort === 'extra') change(withField(mapping, extraName(mapping, name), { path: name }));
  };
  const extras = left.extras.map((path) => ({ value: `extra:${path}`, label: path }));
  return (
    <NativeSelect
      size="xs"
      className={classes.add}
      aria-label={t('addField')}
      value=""
      onChange={(event) => add(event.currentTarget.value)}
      data={[
        { value: '', label: t('addField') },
        ...left.fields.map((field) => ({
          value: `field:${field.name}`,
          label: field.needed ? t('needed', { name: nameOf(field.name) }) : nameOf(field.name),
        })),
        ...(extras.length > 0 ? [{ group: t('asOwn'), items: extras }] : []),
      ]}
    />
  );
}
