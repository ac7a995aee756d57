/** One segment: who is in it, and what decides that. */
import { Button, Group, Text } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconChevronLeft, IconDownload, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Segment } from '../../../contract/segments.ts';
import { ApiError } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { failure } from '../../ui/notices.tsx';
import { Section, SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { ConditionEditor } from './condition-editor.tsx';
import { Count } from './count.tsx';
import { asGroup } from './draft.ts';
import { useMayChange } from './may-change.ts';
import { People } from './people.tsx';
import { downloadPeople, segmentQuery, useSaving } from './queries.ts';
import { SegmentEditor } from './segment-editor.tsx';
import classes from './segments.module.css';

export function SegmentPage({ id }: { id: string }) {
  const { data: segment, error, refetch } = useQuery(segmentQuery(id));
  const [isEditing, setEditing] = useState(false);
  if (segment && isEditing) return <SegmentEditor segment={segment} done={() => setEditing(false)} />;
  if (segment) return <Page segment={segment} edit={() => setEditing(true)} />;
  return error ? (
    <ErrorState error={error} retry={() => void refetch()} order={1} />
  ) : (
    <RowSkeletons rows={5} />
  );
}

function Page({ segment, edit }: { segment: Segment; edit: () => void }) {
  const t = useText('segments');
  return (
    <SettingsPage title={segment.name} wide text={segment.archivedAt ? t('archivedText') : t('pageText')}>
      <Group justify="space-between">
        <Link to="/segments/{-$segmentId}" params={{ segmentId: undefined }} className={classes.back}>
          <IconChevronLeft size={16} />
          {t('back')}
        </Link>
        <Actions segment={segment} edit={edit} />
      </Group>
      <Section title={t('condition')}>
        <ConditionEditor group={asGroup(segment.condition)} readOnly self={segment.id} />
        {segment.usedBy.length > 0 && (
          <Text size="sm" c="dimmed">
            {t('usedBy', { names: segment.usedBy.map(({ name }) => name).join(', ') })}
          </Text>
        )}
      </Section>
      <Section title={t('people')}>
        <Count segment={segment} />
        <People segmentId={segment.id} />
      </Section>
    </SettingsPage>
  );
}

function Actions({ segment, edit }: { segment: Segment; edit: () => void }) {
  const t = useText('segments');
  const mayChange = useMayChange()(segment);
  const saving = useSaving();
  const problemText = useProblemText();
  const [isBusy, setBusy] = useState(false);
  const isArchived = segment.archivedAt !== null;
  const doing = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      failure(error instanceof ApiError ? (error.detail ?? problemText(error)) : problemText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Group gap="xs">
      <Button
        variant="default"
        leftSection={<IconDownload size={16} />}
        disabled={isBusy}
        onClick={() => void doing(() => downloadPeople(segment))}
      >
        {t('download')}
      </Button>
      {mayChange && !isArchived && (
        <Button variant="default" leftSection={<IconPencil size={16} />} onClick={edit}>
          {t('edit')}
        </Button>
      )}
      {mayChange && (
        <Button
          variant="default"
          leftSection={isArchived ? <IconArchiveOff size={16} /> : <IconArchive size={16} />}
          disabled={isBusy}
          onClick={() => void doing(() => saving.update(segment.id, { archived: !isArchived }))}
        >
          {t(isArchived ? 'restore' : 'archive')}
        </Button>
      )}
    </Group>
  );
}
