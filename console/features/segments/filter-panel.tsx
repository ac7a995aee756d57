/** Filtering customers by a condition that has no name yet; it can be given one. */
import { Button, Drawer, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { nameLengthMax } from '../../../contract/entries.ts';
import type { Segment } from '../../../contract/segments.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { ConditionEditor } from './condition-editor.tsx';
import { isComplete, newCondition, tidied } from './draft.ts';
import { Preview } from './preview.tsx';
import { useSave } from './segment-editor.tsx';
import classes from './segments.module.css';

/** `saved` hears of the segment that the filter became. */
export function FilterPanel(props: { close: () => void; saved: (segment: Segment) => void }) {
  const t = useText('segments');
  const app = useText('app');
  const may = useMay();
  const [group, setGroup] = useState(newCondition);
  const [name, setName] = useState('');
  const { save, isBusy, failure } = useSave(undefined, props.saved);
  const isReady = name.trim() !== '' && isComplete(tidied(group));
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
        <Preview condition={group} />
        {may('segments:manage') && (
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              if (isReady && !isBusy) void save(name.trim(), tidied(group));
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
              <Button type="submit" loading={isBusy} disabled={!isReady}>
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
