/** When the business is open: the whole workspace's hours, and those of a team that differ. */
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { HeldHours } from '../../../contract/hours.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { teamsQuery } from '../../lib/teams.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import classes from './hours.module.css';
import { HoursOf } from './hours-of.tsx';
import { hoursQuery } from './queries.ts';

export function HoursScreen() {
  const t = useText('hours');
  const mayChange = useMay()('workspace:manage');
  const { data, error, refetch } = useQuery(hoursQuery);
  const [teamId, setTeamId] = useState<string | null>(null);
  return (
    <SettingsPage title={t('title')} text={mayChange ? t('text') : t('readOnly')}>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <RowSkeletons rows={7} />}
      {data && <Whose all={data} teamId={teamId} choose={setTeamId} />}
      {data && (
        <HoursOf
          // What somebody else saved meanwhile is shown, and not written over.
          key={`${teamId} ${data.find((one) => one.teamId === teamId)?.changedAt}`}
          held={data.find((one) => one.teamId === teamId)}
          teamId={teamId}
          mayChange={mayChange}
        />
      )}
    </SettingsPage>
  );
}

/** Shown where there are teams. */
function Whose(props: { all: HeldHours[]; teamId: string | null; choose: (teamId: string | null) => void }) {
  const t = useText('hours');
  const { data: teams = [] } = useQuery(teamsQuery);
  const live = teams.filter(({ archivedAt }) => archivedAt === null);
  if (live.length === 0) return null;
  const hasOwn = (id: string) => props.all.some(({ teamId }) => teamId === id);
  return (
    <NativeSelect
      className={classes.whose}
      label={t('whose')}
      value={props.teamId ?? ''}
      onChange={(event) => props.choose(event.currentTarget.value || null)}
      data={[
        { value: '', label: t('workspace') },
        ...live.map(({ id, name }) => ({ value: id, label: hasOwn(id) ? t('ownHours', { name }) : name })),
      ]}
    />
  );
}
