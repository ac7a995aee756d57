/** Tests of what somebody did: what, with which details, how often and when. */
import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { filterNames, originKinds } from '../../../contract/conditions.ts';
import { propertyTypes } from '../../../contract/entries.ts';
import { useText } from '../../lib/i18n.tsx';
import { offeredKinds } from './draft.ts';
import type { Editing, Of } from './editing.ts';
import { Choice, Name } from './fields.tsx';
import classes from './segments.module.css';
import { TestEditor } from './test-editor.tsx';
import { Turned } from './turned.tsx';
import { TimesEditor, WhenEditor } from './when-editor.tsx';

const filtersMax = 5;

export function DidEditor({ leaf, change }: Editing<'did'>) {
  const t = useText('segments');
  const { kind, name, where = [] } = leaf;
  const isEvent = kind === 'event.tracked';
  const set = (changes: Partial<Of<'did'>>) => change({ ...leaf, ...changes });
  return (
    <>
      <Turned type="did" not={leaf.not} change={(not) => set({ not })} />
      <Choice
        label={t('kind')}
        value={kind}
        values={offeredKinds}
        word={(one) => t(`kind.${one}`)}
        change={(one) => set({ kind: one, name: undefined, where: undefined, origin: undefined })}
      />
      {isEvent && (
        <Name label={t('event')} of="events" value={name ?? ''} change={(next) => set({ name: next })} />
      )}
      {originKinds.includes(kind) && (
        <OriginEditor origin={leaf.origin} change={(origin) => set({ origin })} />
      )}
      <TimesEditor times={leaf.times} change={(times) => set({ times })} />
      <WhenEditor when={leaf.when} change={(when) => set({ when })} />
      {where.map((filter, at) => (
        <Detail
          // biome-ignore lint/suspicious/noArrayIndexKey: details have no name of their own; their place is who they are.
          key={at}
          leaf={leaf}
          filter={filter}
          change={(next) => set({ where: next ? where.with(at, next) : where.toSpliced(at, 1) })}
        />
      ))}
      {(isEvent || filterNames[kind]) && where.length < filtersMax && (
        <Button
          className={classes.detail}
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => set({ where: [...where, newFilter(kind)] })}
        >
          {t('addDetail')}
        </Button>
      )}
    </>
  );
}

type Asked = NonNullable<Of<'did'>['origin']>;

function OriginEditor({ origin, change }: { origin: Asked | undefined; change: (origin: Asked) => void }) {
  const t = useText('origins');
  return (
    <>
      <span>{t('from')}</span>
      <Choice
        label={t('where')}
        value={origin?.property ?? 'any'}
        values={['any', ...propertyTypes]}
        word={(one) => (one === 'any' ? t('anywhere') : t(one))}
        change={(one) => change({ ...origin, property: one === 'any' ? undefined : one })}
      />
      <Name
        label={t('key')}
        of="keys"
        value={origin?.key ?? ''}
        change={(key) => change({ ...origin, key })}
      />
    </>
  );
}

type Filter = NonNullable<Of<'did'>['where']>[number];

function newFilter(kind: Of<'did'>['kind']): Filter {
  return { name: filterNames[kind]?.[0] ?? '', test: { op: 'is', value: '' } };
}

const detailOps = [
  'is',
  'contains',
  'starts',
  'above',
  'below',
  'between',
  'before',
  'after',
  'yes',
  'no',
  'has',
  'set',
] as const;

function Detail(props: { leaf: Of<'did'>; filter: Filter; change: (filter: Filter | undefined) => void }) {
  const t = useText('segments');
  const { leaf, filter, change } = props;
  const names = filterNames[leaf.kind];
  return (
    <div className={classes.filter}>
      <span>{t('with')}</span>
      {names ? (
        <Choice
          label={t('detail')}
          value={filter.name}
          values={names as readonly [string, ...string[]]}
          word={(name) => (t.has(`detail.${name}`) ? t(`detail.${name}` as 'detail.url') : name)}
          change={(name) => change({ ...filter, name })}
        />
      ) : (
        <Name
          label={t('detail')}
          of="properties"
          event={leaf.name}
          value={filter.name}
          change={(name) => change({ ...filter, name })}
        />
      )}
      <TestEditor tested={filter} ops={detailOps} change={({ test }) => change({ ...filter, test })} />
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t('removeDetail')}
        onClick={() => change(undefined)}
      >
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}
