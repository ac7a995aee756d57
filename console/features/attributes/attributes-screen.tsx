/** Which attributes of customers and of conversations the team knows: defined, put in order, archived. */
import { ActionIcon, Badge, Button, SegmentedControl } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil, IconPlus, IconTags } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AttributeDefinition } from '../../../contract/attributes.ts';
import { type AttributeSubject, attributeSubjects } from '../../../contract/care-entries.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { chosen } from '../../lib/use-form.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { AttributeForm } from './attribute-form.tsx';
import classes from './attributes.module.css';
import { definitionsOf } from './definitions.ts';
import { useChangeAll } from './use-change-all.ts';

export function AttributesScreen() {
  const t = useText('attributes');
  const may = useMay();
  const mayChange = may('workspace:manage');
  const [subject, setSubject] = useState<AttributeSubject>('customer');
  const { data, error, refetch } = useQuery(definitionsOf(subject));
  const [edited, setEdited] = useState<{ definition?: AttributeDefinition }>();
  const add = mayChange && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited({})}>
      {t('new')}
    </Button>
  );
  return (
    <SettingsPage
      title={t('title')}
      text={t(`text.${subject}`)}
      action={data && data.length > 0 ? add : undefined}
    >
      <SegmentedControl
        aria-label={t('subject')}
        value={subject}
        onChange={(next) => setSubject(chosen(attributeSubjects, next))}
        data={attributeSubjects.map((value) => ({ value, label: t(`subject.${value}`) }))}
        w="fit-content"
      />
      {!data &&
        (error ? <ErrorState error={error} retry={() => void refetch()} /> : <RowSkeletons rows={4} />)}
      {data?.length === 0 && (
        <EmptyState
          icon={IconTags}
          title={t('empty')}
          text={t(`emptyText.${subject}`)}
          action={add || undefined}
        />
      )}
      {data && data.length > 0 && (
        <ol className={classes.list}>
          {data.map((definition, index) => (
            <Row
              key={definition.key}
              all={data}
              index={index}
              definition={definition}
              edit={mayChange ? () => setEdited({ definition }) : undefined}
            />
          ))}
        </ol>
      )}
      {edited && (
        <AttributeForm subject={subject} definition={edited.definition} close={() => setEdited(undefined)} />
      )}
    </SettingsPage>
  );
}

function Row(props: {
  all: AttributeDefinition[];
  index: number;
  definition: AttributeDefinition;
  edit: (() => void) | undefined;
}) {
  const { definition, edit } = props;
  const t = useText('attributes');
  const { key, name, type, description, options, archived } = definition;
  return (
    <li className={classes.row} data-archived={archived || undefined}>
      <div className={classes.body}>
        <span className={classes.name}>
          <bdi>{name}</bdi>
          <Badge variant="light" color="gray" size="sm">
            {t(`type.${type}`)}
          </Badge>
          {archived && (
            <Badge variant="outline" color="gray" size="sm">
              {t('archived')}
            </Badge>
          )}
        </span>
        <code className={classes.key}>{key}</code>
        {description !== '' && <span className={classes.quiet}>{description}</span>}
        {options.length > 0 && <span className={classes.quiet}>{options.join(' · ')}</span>}
      </div>
      {edit && <Actions {...props} edit={edit} />}
    </li>
  );
}

function Actions(props: {
  all: AttributeDefinition[];
  index: number;
  definition: AttributeDefinition;
  edit: () => void;
}) {
  const { all, index, definition, edit } = props;
  const t = useText('attributes');
  const { subject, key, name, archived } = definition;
  const change = useChangeAll(subject);
  const query = { subject };
  const move = (to: number) => {
    const next = all.toSpliced(index, 1).toSpliced(to, 0, definition);
    const keys = next.map((one) => one.key);
    void change(next, () => call(endpoints.orderAttributes, { query, body: { keys } }));
  };
  const archive = () => {
    const next = all.with(index, { ...definition, archived: !archived });
    const input = { params: { key }, query, body: { archived: !archived } };
    void change(next, () => call(endpoints.changeAttribute, input));
  };
  const icon = { variant: 'subtle', color: 'gray' } as const;
  return (
    <div className={classes.actions}>
      <ActionIcon
        {...icon}
        aria-label={t('up', { name })}
        disabled={index === 0}
        onClick={() => move(index - 1)}
      >
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon
        {...icon}
        aria-label={t('down', { name })}
        disabled={index === all.length - 1}
        onClick={() => move(index + 1)}
      >
        <IconArrowDown size={16} />
      </ActionIcon>
      <ActionIcon {...icon} aria-label={t('changeNamed', { name })} onClick={edit}>
        <IconPencil size={16} />
      </ActionIcon>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        aria-label={t(archived ? 'restoreNamed' : 'archiveNamed', { name })}
        onClick={archive}
      >
        {t(archived ? 'restore' : 'archive')}
      </Button>
    </div>
  );
}
