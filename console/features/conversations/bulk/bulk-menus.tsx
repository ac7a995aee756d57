/** What can be done to many conversations: given to somebody, tagged, put off, closed and the rest. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconBan,
  IconCircleCheck,
  IconClockPause,
  IconDots,
  IconRestore,
  IconTag,
  IconUserShare,
} from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { BulkAction } from '../../../../contract/bulks.ts';
import { priorities } from '../../../../contract/conversation-entries.ts';
import { withReason } from '../../../lib/closing.ts';
import { useText } from '../../../lib/i18n.tsx';
import { membersQuery, tagsQuery } from '../../../lib/team.ts';
import { useTeams } from '../../../lib/teams.ts';
import { useTimeZone } from '../../../lib/zone.ts';
import { useNow } from '../../../ui/now.ts';
import { TagChip } from '../../tags/index.ts';
import { OwnTime } from '../own-time.tsx';
import { PriorityIcon } from '../priority-icon.tsx';
import { snoozeChoices } from '../snooze-choices.ts';
import classes from './bulk.module.css';

type Run = (action: BulkAction) => void;

export function BulkMenus({ run }: { run: Run }) {
  const t = useText('conversations');
  const cache = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Pick label={t('assign')} icon={<IconUserShare size={18} />}>
        <Assign run={run} />
      </Pick>
      <Pick label={t('tags')} icon={<IconTag size={18} />}>
        <Tagging run={run} />
      </Pick>
      <Pick label={t('snooze')} icon={<IconClockPause size={18} />}>
        <Snooze run={run} askTime={() => setAsking(true)} />
      </Pick>
      <Tooltip label={t('close')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('close')}
          onClick={() => withReason(cache, (choice) => run({ type: 'close', ...choice }))}
        >
          <IconCircleCheck size={18} />
        </ActionIcon>
      </Tooltip>
      <Pick label={t('more')} icon={<IconDots size={18} />}>
        <More run={run} />
      </Pick>
      {isAsking && (
        <OwnTime snooze={(until) => run({ type: 'snooze', until })} close={() => setAsking(false)} />
      )}
    </>
  );
}

function Pick({ label, icon, children }: { label: string; icon: ReactNode; children: ReactNode }) {
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Tooltip label={label}>
          <ActionIcon variant="subtle" color="gray" aria-label={label}>
            {icon}
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu ?? ''}>{children}</Menu.Dropdown>
    </Menu>
  );
}

function Assign({ run }: { run: Run }) {
  const t = useText('conversations');
  const { data: members = [] } = useQuery(membersQuery);
  const teams = useTeams();
  return (
    <>
      <Menu.Item onClick={() => run({ type: 'assign', memberId: null })}>{t('nobody')}</Menu.Item>
      {members
        .filter(({ role }) => role !== 'viewer')
        .map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => run({ type: 'assign', memberId: id })}>
            <bdi>{name}</bdi>
          </Menu.Item>
        ))}
      {teams.length > 0 && <Menu.Label>{t('teams')}</Menu.Label>}
      {teams.length > 0 && (
        <Menu.Item onClick={() => run({ type: 'assign-team', teamId: null })}>{t('noTeam')}</Menu.Item>
      )}
      {teams.map(({ id, name }) => (
        <Menu.Item key={id} onClick={() => run({ type: 'assign-team', teamId: id })}>
          <bdi>{name}</bdi>
        </Menu.Item>
      ))}
    </>
  );
}

function Tagging({ run }: { run: Run }) {
  const t = useText('bulks');
  const { data = [] } = useQuery(tagsQuery);
  const part = (type: 'tag' | 'untag') =>
    data
      .filter(({ archived }) => type === 'untag' || !archived)
      .map((tag) => (
        <Menu.Item key={tag.id} onClick={() => run({ type, tagId: tag.id })}>
          <TagChip tag={tag} />
        </Menu.Item>
      ));
  return (
    <>
      <Menu.Label>{t('tag')}</Menu.Label>
      {part('tag')}
      <Menu.Label>{t('untag')}</Menu.Label>
      {part('untag')}
    </>
  );
}

function Snooze({ run, askTime }: { run: Run; askTime: () => void }) {
  const t = useText('conversations');
  const timeZone = useTimeZone();
  return (
    <>
      {snoozeChoices(useNow(), timeZone).map(({ word, at }) => (
        <Menu.Item key={word} onClick={() => run({ type: 'snooze', until: at.toISOString() })}>
          {t(word)}
        </Menu.Item>
      ))}
      <Menu.Item onClick={() => run({ type: 'snooze', until: null })}>{t('snoozeReply')}</Menu.Item>
      <Menu.Item onClick={askTime}>{t('snoozeOwn')}</Menu.Item>
    </>
  );
}

function More({ run }: { run: Run }) {
  const t = useText('conversations');
  return (
    <>
      <Menu.Label>{t('priority')}</Menu.Label>
      {priorities.toReversed().map((priority) => (
        <Menu.Item
          key={priority}
          leftSection={<PriorityIcon priority={priority} />}
          onClick={() => run({ type: 'prioritise', priority })}
        >
          {t(`priority.${priority}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item leftSection={<IconRestore size={16} />} onClick={() => run({ type: 'reopen' })}>
        {t('reopen')}
      </Menu.Item>
      <Menu.Item leftSection={<IconBan size={16} />} onClick={() => run({ type: 'spam' })}>
        {t('spam')}
      </Menu.Item>
    </>
  );
}
