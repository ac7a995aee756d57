/** Filtering customers by a condition that has no name yet; it can be given one. */
import { Button, Drawer, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Condition } from '../../../contract/conditions.ts';
import { nameLengthMax } from '../../../contract/entries.ts';
import type { Segment } from '../../../contract/segments.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { ConditionEditor } from './condition-editor.tsx';
import { asGroup, isComplete, newCondition, tidied } from './draft.ts';
import { fitsAddress } from './filter.ts';
import { Preview } from './preview.tsx';
import { useSave } from './segment-editor.tsx';
import classes from './segments.module.css';

/** `apply` hears of the conditions as they are, `saved` of the segment that they became. */
export function FilterPanel(props: {
  filter: Condition | undefined;
  close: () => void;
  apply: (filter: Condition) => void;
  saved: (segment: Segment) => void;
}) {
  const t = useText('segments');
  const app = useText('app');
  const may = useMay();
  const [group, setGroup] = useState(() => (props.filter ? asGroup(props.filter) : newCondition()));
  const [name, setName] = useState('');
  const { save, isBusy, failure } = useSave(undefined, props.saved);
  const filter = tidied(group);
  const isWhole = isComplete(filter);
  const isReady = name.trim() !== '' && isWhole;
  const fits = fitsAddress(filter);
  return (
    <Drawer
      opened
      onClose={props.close}
      title={t('filter')}
      position="right"
      size="lg"
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <div className={classes.form}>
        <ConditionEditor group={group} change={setGroup} />
        <Group gap="xs">
          <Button disabled={!isWhole || !fits} onClick={() => props.apply(filter)}>
            {t('apply')}
          </Button>
          {!fits && (
            <Text size="sm" c="dimmed">
              {t('tooLong')}
            </Text>
          )}
        </Group>
        <Preview condition={group} />
        {may('customers:write') && (
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              if (isReady && !isBusy) void save(name.trim(), filter);
            }}
          >
            <Group align="end" gap="xs">
              <TextInput
                label={t('saveAs')}
                placeholder={t('nameHint')}
                value={name}
                maxLength={nameLengthMax}
                onChange={(change) => setName(change.currentTarget.value)}
              />
              <Button type="submit" variant="default" loading={isBusy} disabled={!isReady}>
                {t('create')}
              </Button>
            </Group>
            <FormFailure text={failure} />
          </form>
        )}
      </div>
    </Drawer>
  );
}
