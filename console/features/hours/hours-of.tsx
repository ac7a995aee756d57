/** The hours of the workspace or a team: none yet, or the form that has them. */
import { Button } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { HeldHours } from '../../../contract/hours.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { teamsQuery } from '../../lib/teams.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { firstHours } from './draft.ts';
import { HoursForm } from './hours-form.tsx';
import { hoursQuery } from './queries.ts';

export function HoursOf(props: { held: HeldHours | undefined; teamId: string | null; mayChange: boolean }) {
  const t = useText('hours');
  const { held, teamId, mayChange } = props;
  const { workspace } = useMe();
  const { data: teams = [] } = useQuery(teamsQuery);
  const { data: all = [] } = useQuery(hoursQuery);
  const [isBeginning, setBeginning] = useState(false);
  if (held || isBeginning) {
    // A team begins with what holds for it already.
    const model = all.find((one) => one.teamId === null)?.hours ?? firstHours(workspace.timeZone);
    return <HoursForm saved={held?.hours} first={model} teamId={teamId} mayChange={mayChange} />;
  }
  const name = teams.find(({ id }) => id === teamId)?.name ?? '';
  return (
    <EmptyState
      icon={IconClock}
      title={teamId === null ? t('none.title') : t('team.title')}
      text={teamId === null ? t('none.text') : t('team.text', { name })}
      action={
        mayChange && (
          <Button onClick={() => setBeginning(true)}>
            {teamId === null ? t('none.set') : t('team.set')}
          </Button>
        )
      }
    />
  );
}
