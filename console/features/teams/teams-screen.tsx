/** All teams; those in the archive below. */
import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Team } from '../../../contract/teams.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { teamsQuery } from '../../lib/teams.ts';
import { SettingsList } from '../../ui/settings-list.tsx';
import { Section } from '../../ui/settings-page.tsx';
import { NameDialog } from './name-dialog.tsx';
import { TeamCard } from './team-card.tsx';
import classes from './teams.module.css';
import { useTeamChanges } from './use-team-changes.ts';

export function TeamsScreen() {
  const t = useText('teams');
  const mayChange = useMay()('members:manage');
  const query = useQuery(teamsQuery);
  const [isMaking, making] = useDisclosure(false);
  const make = mayChange && (
    <Button leftSection={<IconPlus size={16} />} onClick={making.open}>
      {t('make')}
    </Button>
  );
  return (
    <>
      <SettingsList
        title={t('title')}
        text={t('text')}
        query={query}
        empty={{
          icon: IconUsersGroup,
          title: t('empty.title'),
          text: mayChange ? t('empty.text') : t('emptyReader'),
        }}
        make={make}
      >
        {(teams) => <Teams teams={teams} mayChange={mayChange} />}
      </SettingsList>
      <NameDialog opened={isMaking} close={making.close} />
    </>
  );
}

function Teams({ teams, mayChange }: { teams: Team[]; mayChange: boolean }) {
  const t = useText('teams');
  const archived = teams.filter(({ archivedAt }) => archivedAt !== null);
  return (
    <>
      <ul className={classes.teams}>
        {teams
          .filter(({ archivedAt }) => archivedAt === null)
          .map((team) => (
            <TeamCard key={team.id} team={team} mayChange={mayChange} />
          ))}
      </ul>
      {archived.length > 0 && (
        <Section title={t('inArchive')}>
          <ul className={classes.archive}>
            {archived.map((team) => (
              <Archived key={team.id} team={team} mayChange={mayChange} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Archived({ team, mayChange }: { team: Team; mayChange: boolean }) {
  const t = useText('teams');
  const { archive } = useTeamChanges(team);
  return (
    <li>
      <Text size="sm" c="dimmed">
        <bdi>{team.name}</bdi>
      </Text>
      {mayChange && (
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={t('restoreNamed', { name: team.name })}
          onClick={() => void archive(false)}
        >
          {t('restore')}
        </Button>
      )}
    </li>
  );
}
