/** A team: its name, who is in it, and what an owner or admin does with it. */
import { ActionIcon, Menu, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArchive, IconDots, IconPencil } from '@tabler/icons-react';
import type { Team } from '../../../contract/teams.ts';
import { useText } from '../../lib/i18n.tsx';
import { offerUndo } from '../../ui/notices.tsx';
import { AddMenu } from './add-menu.tsx';
import { HandingOut } from './handing-out.tsx';
import { NameDialog } from './name-dialog.tsx';
import { Person } from './person.tsx';
import classes from './teams.module.css';
import { useTeamChanges } from './use-team-changes.ts';

export function TeamCard({ team, mayChange }: { team: Team; mayChange: boolean }) {
  const t = useText('teams');
  const { add, takeOut } = useTeamChanges(team);
  return (
    <li className={classes.team}>
      <header>
        <div>
          <Text fw={500} component="h2" size="sm">
            <bdi>{team.name}</bdi>
          </Text>
          <Text size="xs" c="dimmed">
            {t('members', { n: team.memberIds.length })}
          </Text>
        </div>
        {mayChange && <TeamMenu team={team} />}
      </header>
      <div className={classes.people}>
        {team.memberIds.length > 0 && (
          <ul>
            {team.memberIds.map((id) => (
              <Person key={id} team={team} id={id} mayChange={mayChange} takeOut={() => void takeOut(id)} />
            ))}
          </ul>
        )}
        {mayChange && <AddMenu team={team} add={(id) => void add(id)} />}
      </div>
      <HandingOut team={team} mayChange={mayChange} />
    </li>
  );
}

function TeamMenu({ team }: { team: Team }) {
  const t = useText('teams');
  const app = useText('app');
  const [isRenaming, renaming] = useDisclosure(false);
  const { archive } = useTeamChanges(team);
  const putAway = async () => {
    if (!(await archive(true))) return;
    const text = t('archived', { name: team.name });
    offerUndo({ text, label: app('undo'), undo: () => void archive(false) });
  };
  return (
    <>
      <Menu position="bottom-end" withinPortal={false}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('menu', { name: team.name })}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={renaming.open}>
            {t('rename')}
          </Menu.Item>
          <Menu.Item leftSection={<IconArchive size={16} />} onClick={() => void putAway()}>
            {t('archive')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <NameDialog team={team} opened={isRenaming} close={renaming.close} />
    </>
  );
}
