/** Somebody in a team; and up to how many open conversations the team gives them more. */
import { ActionIcon, NumberInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { capacityDefault, capacityMax, type Team } from '../../../contract/teams.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMemberName } from '../../lib/team.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Presence } from '../../ui/presence.tsx';
import classes from './teams.module.css';
import { useTeamChanges } from './use-team-changes.ts';

type Props = { team: Team; id: string; mayChange: boolean; takeOut: () => void };

export function Person({ team, id, mayChange, takeOut }: Props) {
  const t = useText('teams');
  const name = useMemberName()(id);
  return (
    <li className={classes.person}>
      <Presence memberId={id}>
        <Avatar id={id} name={name ?? null} size="small" />
      </Presence>
      <bdi>{name}</bdi>
      {team.routing !== 'by-hand' && <Capacity team={team} id={id} mayChange={mayChange} />}
      {mayChange && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          aria-label={t('takeOut', { member: name ?? '', name: team.name })}
          onClick={takeOut}
        >
          <IconX size={14} />
        </ActionIcon>
      )}
    </li>
  );
}

function Capacity({ team, id, mayChange }: Omit<Props, 'takeOut'>) {
  const t = useText('teams');
  const name = useMemberName()(id) ?? '';
  const { setCapacity } = useTeamChanges(team);
  const held = team.capacities[id] ?? capacityDefault;
  /** What is being written; nothing while nobody writes. */
  const [written, write] = useState<string | number>();
  if (!mayChange) return <span className={classes.quiet}>{t('upTo', { n: held })}</span>;
  const keep = () => {
    write(undefined);
    if (typeof written === 'number' && written !== held) void setCapacity(id, written);
  };
  return (
    <NumberInput
      size="xs"
      className={classes.capacity}
      aria-label={t('capacityOf', { member: name })}
      value={written ?? held}
      onChange={write}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && keep()}
      min={0}
      max={capacityMax}
      allowDecimal={false}
      allowNegative={false}
      hideControls
    />
  );
}
