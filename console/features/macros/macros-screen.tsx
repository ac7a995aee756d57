/** Settings: the answers that are written often, the team's and one's own. */
import { Badge, Button } from '@mantine/core';
import { IconBolt, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Macro } from '../../../contract/macros.ts';
import { useText } from '../../lib/i18n.tsx';
import { macrosQuery } from '../../lib/macros.ts';
import { useMay } from '../../lib/session.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { useActionWords } from './action-words.ts';
import { MacroForm } from './macro-form.tsx';
import classes from './macros.module.css';

export function MacrosScreen() {
  const t = useText('macros');
  const mayWrite = useMay()('conversations:write');
  const { data, error, refetch } = useQuery(macrosQuery);
  const [edited, setEdited] = useState<{ macro?: Macro }>();
  const add = mayWrite && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited({})}>
      {t('new')}
    </Button>
  );
  return (
    <SettingsPage title={t('title')} text={t('text')} action={data && data.length > 0 ? add : undefined}>
      {!data &&
        (error ? <ErrorState error={error} retry={() => void refetch()} /> : <RowSkeletons rows={4} />)}
      {data?.length === 0 && (
        <EmptyState icon={IconBolt} title={t('empty')} text={t('emptyText')} action={add || undefined} />
      )}
      {data && data.length > 0 && (
        <ul className={classes.list}>
          {data.map((macro) => (
            <Row key={macro.id} macro={macro} edit={mayWrite ? () => setEdited({ macro }) : undefined} />
          ))}
        </ul>
      )}
      {edited && <MacroForm macro={edited.macro} close={() => setEdited(undefined)} />}
    </SettingsPage>
  );
}

function Row({ macro, edit }: { macro: Macro; edit: (() => void) | undefined }) {
  const t = useText('macros');
  const words = useActionWords();
  const { name, text, kind, actions, shared, uses } = macro;
  return (
    <li className={classes.row}>
      <div className={classes.body}>
        <span className={classes.name}>
          <bdi>{name}</bdi>
          {kind === 'note' && (
            <Badge variant="light" color="amber" size="sm">
              {t('kind.note')}
            </Badge>
          )}
          {!shared && (
            <Badge variant="outline" color="gray" size="sm">
              {t('own')}
            </Badge>
          )}
        </span>
        {text !== '' && (
          <span className={classes.quiet} dir="auto">
            {text}
          </span>
        )}
        {actions.length > 0 && <span className={classes.quiet}>{actions.map(words).join(' · ')}</span>}
        <span className={classes.quiet}>{t('uses', { count: uses })}</span>
      </div>
      {edit && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          aria-label={t('changeNamed', { name })}
          onClick={edit}
        >
          {t('edit')}
        </Button>
      )}
    </li>
  );
}
