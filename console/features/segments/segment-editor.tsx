/** Making a segment, or changing one: its name, its condition, and whom that finds. */
import { Button, Group, TextInput, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Condition } from '../../../contract/conditions.ts';
import { nameLengthMax } from '../../../contract/entries.ts';
import type { Segment } from '../../../contract/segments.ts';
import { ApiError } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useTitle } from '../../lib/title.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Section } from '../../ui/settings-page.tsx';
import { ConditionEditor } from './condition-editor.tsx';
import { asGroup, isComplete, newCondition, tidied } from './draft.ts';
import { Preview } from './preview.tsx';
import { useSaving } from './queries.ts';
import classes from './segments.module.css';

export function SegmentEditor({ segment, done }: { segment?: Segment; done?: () => void }) {
  const t = useText('segments');
  const app = useText('app');
  const navigate = useNavigate();
  const [name, setName] = useState(segment?.name ?? '');
  const [group, setGroup] = useState(() => (segment ? asGroup(segment.condition) : newCondition()));
  const { save, isBusy, failure } = useSave(segment, async (saved) => {
    if (done) done();
    else await navigate({ to: '/segments/{-$segmentId}', params: { segmentId: saved.id } });
  });
  const leave = () =>
    done ? done() : void navigate({ to: '/segments/{-$segmentId}', params: { segmentId: undefined } });
  const isReady = name.trim() !== '' && isComplete(tidied(group));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !isBusy) void save(name.trim(), tidied(group));
  };
  const title = segment ? t('editTitle', { name: segment.name }) : t('new');
  useTitle(title);
  return (
    <div className={classes.editor}>
      <Title order={1}>{title}</Title>
      <form onSubmit={submit} noValidate className={classes.form}>
        <TextInput
          label={t('name')}
          placeholder={t('nameHint')}
          value={name}
          maxLength={nameLengthMax}
          onChange={(change) => setName(change.currentTarget.value)}
        />
        <Section title={t('condition')} text={t('conditionText')}>
          <ConditionEditor group={group} change={setGroup} self={segment?.id} />
        </Section>
        <Group gap="xs">
          <Button type="submit" loading={isBusy} disabled={!isReady}>
            {segment ? app('save') : t('create')}
          </Button>
          <Button variant="default" onClick={leave}>
            {app('cancel')}
          </Button>
          <FormFailure text={failure} />
        </Group>
      </form>
      <aside className={classes.beside}>
        <Title order={2}>{t('preview')}</Title>
        <Preview condition={group} />
      </aside>
    </div>
  );
}

/** Saves, and says in the server's words what it refused: they name the segment that is in the way. */
export function useSave(segment: Segment | undefined, saved: (segment: Segment) => Promise<void> | void) {
  const saving = useSaving();
  const problemText = useProblemText();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const save = async (name: string, condition: Condition) => {
    setBusy(true);
    setFailure(undefined);
    try {
      const body = { name, condition };
      await saved(segment ? await saving.update(segment.id, body) : await saving.create(body));
    } catch (error) {
      setFailure(error instanceof ApiError ? (error.detail ?? problemText(error)) : problemText(error));
    } finally {
      setBusy(false);
    }
  };
  return { save, isBusy, failure };
}
