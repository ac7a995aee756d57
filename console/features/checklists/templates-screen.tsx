/** Settings: the templates that checklists are made from. */
import { ActionIcon, Badge, Button } from '@mantine/core';
import { IconListCheck, IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChecklistTemplate } from '../../../contract/checklist-entries.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { templatesQuery } from '../../lib/checklists.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMay } from '../../lib/session.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { failure } from '../../ui/notices.tsx';
import { SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import classes from './checklists.module.css';
import { TemplateForm } from './template-form.tsx';

export function TemplatesScreen() {
  const t = useText('checklists');
  const mayChange = useMay()('workspace:manage');
  const { data, error, refetch } = useQuery(templatesQuery);
  const [edited, setEdited] = useState<{ template?: ChecklistTemplate }>();
  const add = mayChange && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited({})} w="fit-content">
      {t('newTemplate')}
    </Button>
  );
  return (
    <SettingsPage title={t('title')} text={t('text')}>
      {!data &&
        (error ? <ErrorState error={error} retry={() => void refetch()} /> : <RowSkeletons rows={3} />)}
      {data?.length === 0 && (
        <EmptyState icon={IconListCheck} title={t('empty')} text={t('emptyText')} action={add || undefined} />
      )}
      {data && data.length > 0 && (
        <>
          <ul className={classes.rows}>
            {data.map((template) => (
              <TemplateRow
                key={template.id}
                template={template}
                edit={mayChange ? () => setEdited({ template }) : undefined}
              />
            ))}
          </ul>
          {add}
        </>
      )}
      {edited && <TemplateForm template={edited.template} close={() => setEdited(undefined)} />}
    </SettingsPage>
  );
}

function TemplateRow(props: { template: ChecklistTemplate; edit: (() => void) | undefined }) {
  const { template, edit } = props;
  const t = useText('checklists');
  const archive = useArchive();
  const { name, items, archived } = template;
  return (
    <li className={classes.row} data-archived={archived || undefined}>
      <span className={classes.body}>
        <bdi>{name}</bdi> <span className={classes.progress}>{t('itemCount', { count: items.length })}</span>{' '}
        {archived && (
          <Badge variant="outline" color="gray" size="sm">
            {t('archived')}
          </Badge>
        )}
      </span>
      {edit && (
        <>
          <ActionIcon variant="subtle" color="gray" aria-label={t('changeNamed', { name })} onClick={edit}>
            <IconPencil size={16} />
          </ActionIcon>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-label={t(archived ? 'restoreNamed' : 'archiveNamed', { name })}
            onClick={() => void archive(template)}
          >
            {t(archived ? 'restore' : 'archive')}
          </Button>
        </>
      )}
    </li>
  );
}

/** Takes a template out of use, or back into it. */
function useArchive() {
  const cache = useQueryClient();
  const problemText = useProblemText();
  return async ({ id, archived }: ChecklistTemplate) => {
    await call(endpoints.changeChecklistTemplate, { params: { id }, body: { archived: !archived } }).catch(
      (error: unknown) => failure(problemText(error)),
    );
    await cache.invalidateQueries({ queryKey: templatesQuery.queryKey });
  };
}
