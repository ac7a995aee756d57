/** The heading of the list: which view it is, and all others, each with how many conversations stand in it. */
import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedView } from '../../../contract/saved-views.ts';
import { type StandardView, standardViews, type ViewCount } from '../../../contract/views.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { type Chosen, isStandard } from './chosen.ts';
import { ExportItems } from './export-items.tsx';
import { useViewCounts, viewsQuery } from './queries.ts';
import { ViewForm } from './view-form.tsx';
import classes from './views.module.css';

type Props = { chosen: Chosen; choose: (next: Chosen) => void };

export function ViewMenu({ chosen, choose }: Props) {
  const t = useText('views');
  const { data: saved } = useQuery(viewsQuery);
  const counts = useViewCounts();
  const [edited, setEdited] = useState<{ view?: SavedView }>();
  const own = saved?.find(({ id }) => id === chosen.id);
  const name = own?.name ?? t(isStandard(chosen.id) ? `standard.${chosen.id}` : 'unsaved');
  const may = useMay();
  const mayEdit = own !== undefined && (!own.shared || may('conversations:write'));
  const choice = (id: string, label: string, next: Chosen) => (
    <Menu.Item
      key={id}
      leftSection={
        id === chosen.id ? <IconCheck size={16} aria-label={t('chosen')} /> : <span className={classes.gap} />
      }
      rightSection={<Count count={counts[id]} />}
      onClick={() => choose(next)}
    >
      <bdi>{label}</bdi>
    </Menu.Item>
  );
  const savedChoice = (view: SavedView) =>
    choice(view.id, view.name, { id: view.id, filter: view.filter, order: view.order });
  const shared = saved?.filter((view) => view.shared) ?? [];
  const mine = saved?.filter((view) => !view.shared) ?? [];
  return (
    <>
      <Menu position="bottom-start" width={280}>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            size="compact-md"
            className={classes.target}
            rightSection={<IconChevronDown size={16} />}
            aria-label={t('viewNow', { name })}
          >
            <h2 className={classes.name}>
              <bdi>{name}</bdi>
            </h2>
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={classes.menu}>
          {(Object.keys(standardViews) as StandardView[]).map((id) =>
            choice(id, t(`standard.${id}`), { id, filter: standardViews[id], order: chosen.order }),
          )}
          {shared.length > 0 && <Menu.Label>{t('shared')}</Menu.Label>}
          {shared.map(savedChoice)}
          {mine.length > 0 && <Menu.Label>{t('own')}</Menu.Label>}
          {mine.map(savedChoice)}
          <Menu.Divider />
          {mayEdit && (
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setEdited({ view: own })}>
              {t('change')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => setEdited({})}>
            {t('new')}
          </Menu.Item>
          <ExportItems what={{ view: chosen }} formats={['csv', 'jsonl', 'vcon']} />
        </Menu.Dropdown>
      </Menu>
      {edited && (
        <ViewForm
          view={edited.view}
          from={chosen}
          close={() => setEdited(undefined)}
          saved={(view) => choose({ id: view.id, filter: view.filter, order: view.order })}
          removed={() => choose({ id: 'all', filter: standardViews.all, order: chosen.order })}
        />
      )}
    </>
  );
}

function Count({ count }: { count: ViewCount | undefined }) {
  const t = useText('views');
  if (!count) return null;
  return (
    <span className={classes.count}>{t('count', { count: count.count, more: count.isMore ? '+' : '' })}</span>
  );
}
