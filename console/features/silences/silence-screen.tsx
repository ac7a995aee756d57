/** Who is woken when nobody answers: for all inboxes, and for those that differ. */
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { inboxesQuery } from '../../lib/team.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { rulesQuery } from './queries.ts';
import { RuleForm } from './rule-form.tsx';

export function SilenceScreen() {
  const t = useText('silences');
  const mayChange = useMay()('workspace:manage');
  const { data: rules, error, refetch } = useQuery(rulesQuery);
  const { data: inboxes = [] } = useQuery(inboxesQuery);
  const [inboxId, setInbox] = useState<string | null>(null);
  const held = rules?.find((one) => one.inboxId === inboxId);
  const hasOwn = (id: string) => rules?.some((one) => one.inboxId === id);
  return (
    <SettingsPage title={t('settings')} text={mayChange ? t('settingsText') : t('readOnly')}>
      {error && !rules && <ErrorState error={error} retry={() => void refetch()} />}
      {!rules && !error && <RowSkeletons rows={3} />}
      {rules && inboxes.length > 1 && (
        <NativeSelect
          label={t('forInbox')}
          value={inboxId ?? ''}
          onChange={(event) => setInbox(event.currentTarget.value || null)}
          data={[
            { value: '', label: t('allInboxes') },
            ...inboxes.map(({ id, name }) => ({
              value: id,
              label: hasOwn(id) ? t('ownRule', { name }) : name,
            })),
          ]}
        />
      )}
      {rules && (
        // What somebody else saved meanwhile is shown, and not written over.
        <RuleForm
          key={`${inboxId} ${JSON.stringify(held ?? null)}`}
          inboxId={inboxId}
          held={held}
          mayChange={mayChange}
        />
      )}
    </SettingsPage>
  );
}
