/** Settings: the tags that the team puts on conversations. */
import { ActionIcon, Badge, Button } from '@mantine/core';
import { IconPencil, IconPlus, IconTag } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Tag } from '../../../contract/conversation-entries.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMay } from '../../lib/session.ts';
import { tagsQuery } from '../../lib/team.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { failure } from '../../ui/notices.tsx';
import { SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { TagChip } from './tag-chip.tsx';
import { TagForm } from './tag-form.tsx';
import classes from './tags.module.css';

export function TagsScreen() {
  const t = useText('tags');
  const may = useMay();
  const { data, error, refetch } = useQuery(tagsQuery);
  const [edited, setEdited] = useState<{ tag?: Tag }>();
  const add = may('conversations:write') && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited({})}>
      {t('new')}
    </Button>
  );
  const edit = may('workspace:manage') ? (tag: Tag) => setEdited({ tag }) : undefined;
  return (
    <SettingsPage title={t('title')} text={t('text')} action={data && data.length > 0 ? add : undefined}>
      {!data &&
        (error ? <ErrorState error={error} retry={() => void refetch()} /> : <RowSkeletons rows={4} />)}
      {data?.length === 0 && (
        <EmptyState icon={IconTag} title={t('empty')} text={t('emptyText')} action={add || undefined} />
      )}
      {data && data.length > 0 && (
        <ul className={classes.list}>
          {data.map((tag) => (
            <Row key={tag.id} tag={tag} edit={edit} />
          ))}
        </ul>
      )}
      {edited && <TagForm tag={edited.tag} close={() => setEdited(undefined)} />}
    </SettingsPage>
  );
}

function Row({ tag, edit }: { tag: Tag; edit: ((tag: Tag) => void) | undefined }) {
  const t = useText('tags');
  const archive = useArchive();
  const { name, archived } = tag;
  return (
    <li className={classes.row} data-archived={archived || undefined}>
      <span className={classes.name}>
        <TagChip tag={tag} />
        {archived && (
          <Badge variant="outline" color="gray" size="sm">
            {t('archived')}
          </Badge>
        )}
      </span>
      {edit && (
        <>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('changeNamed', { name })}
            onClick={() => edit(tag)}
          >
            <IconPencil size={16} />
          </ActionIcon>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-label={t(archived ? 'restoreNamed' : 'archiveNamed', { name })}
            onClick={() => archive(tag)}
          >
            {t(archived ? 'restore' : 'archive')}
          </Button>
        </>
      )}
    </li>
  );
}

/** Takes a tag out of use, or back into it. */
function useArchive(): (tag: Tag) => void {
  const cache = useQueryClient();
  const problemText = useProblemText();
  return ({ id, archived }) => {
    call(endpoints.changeTag, { params: { id }, body: { archived: !archived } })
      .then(() => cache.invalidateQueries({ queryKey: tagsQuery.queryKey }))
      .catch((error: unknown) => failure(problemText(error)));
  };
}
