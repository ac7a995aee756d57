/** How a team hands out what waits in its queue, and what that means. */
import { NativeSelect, Text } from '@mantine/core';
import { type Routing, routings, type Team } from '../../../contract/teams.ts';
import { useText } from '../../lib/i18n.tsx';
import { chosen } from '../../lib/use-form.ts';
import classes from './teams.module.css';
import { useTeamChanges } from './use-team-changes.ts';

export function HandingOut({ team, mayChange }: { team: Team; mayChange: boolean }) {
  const t = useText('teams');
  const { setRouting } = useTeamChanges(team);
  const { routing } = team;
  return (
    <div className={classes.handing}>
      {mayChange && (
        <NativeSelect
          size="xs"
          label={t('routing')}
          aria-label={t('routingOf', { name: team.name })}
          value={routing}
          onChange={(event) => void setRouting(chosen<Routing>(routings, event.currentTarget.value))}
          data={routings.map((value) => ({ value, label: t(`routing.${value}`) }))}
        />
      )}
      <Text size="xs" c="dimmed">
        {t(`text.${routing}`)} {routing !== 'by-hand' && t('capacityHint')}
      </Text>
    </div>
  );
}
