/** Puts members into a team, one after another: the menu stays open. */
import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Team } from '../../../contract/teams.ts';
import { useText } from '../../lib/i18n.tsx';
import { membersQuery } from '../../lib/team.ts';
import { Avatar } from '../../ui/avatar.tsx';
import classes from './teams.module.css';

export function AddMenu({ team, add }: { team: Team; add: (memberId: string) => void }) {
  const t = useText('teams');
  const { data: members = [] } = useQuery(membersQuery);
  const others = members.filter(({ id }) => !team.memberIds.includes(id));
  return (
    <Menu position="bottom-start" width={240} closeOnItemClick={false} withinPortal={false}>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          aria-label={t('addTo', { name: team.name })}
        >
          {t('add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.choice}>
        {others.length === 0 && <Menu.Label>{t('everybody')}</Menu.Label>}
        {others.map(({ id, name }) => (
          <Menu.Item
            key={id}
            leftSection={<Avatar id={id} name={name} size="small" />}
            onClick={() => add(id)}
          >
            <bdi>{name}</bdi>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
