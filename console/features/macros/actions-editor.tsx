/** What a macro does, one thing after the other. */
import { ActionIcon, Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type Action, actionsMax, actionTypes } from '../../../contract/actions.ts';
import type { ChecklistTemplate } from '../../../contract/checklist-entries.ts';
import { type Priority, priorities, type Tag } from '../../../contract/conversation-entries.ts';
import { templatesQuery } from '../../lib/checklists.ts';
import { closingQuery } from '../../lib/closing.ts';
import { useText } from '../../lib/i18n.tsx';
import { conversationAttributesQuery, membersQuery, tagsQuery } from '../../lib/team.ts';
import { useTeams } from '../../lib/teams.ts';
import { chosen } from '../../lib/use-form.ts';
import { useActionWords } from './action-words.ts';
import { DescribeFields } from './describe-fields.tsx';

type Props = { actions: readonly Action[]; change: (actions: readonly Action[]) => void };

export function ActionsEditor({ actions, change }: Props) {
  const t = useText('macros');
  const words = useActionWords();
  const { data: tags = [] } = useQuery(tagsQuery);
  const inUse = tags.filter(({ archived }) => !archived);
  const { data: attributes = [] } = useQuery(conversationAttributesQuery);
  const keys = attributes.filter(({ archived }) => !archived).map(({ key }) => key);
  const { data: templates = [] } = useQuery(templatesQuery);
  const lists = templates.filter(({ archived }) => !archived);
  const stock = { tags: inUse, keys, lists };
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500}>
        {t('actions')}
      </Text>
      {actions.map((action, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: actions have no name; their place is what they are.
        <Group key={at} gap={4} wrap="nowrap">
          <NativeSelect
            size="xs"
            aria-label={t('action', { number: at + 1 })}
            value={action.type}
            onChange={(event) =>
              change(actions.with(at, first(chosen(actionTypes, event.currentTarget.value), stock)))
            }
            data={typesFor(stock).map((value) => ({ value, label: t(`type.${value}`) }))}
          />
          <Value
            action={action}
            tags={inUse}
            lists={lists}
            change={(next) => change(actions.with(at, next))}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('removeAction', { what: words(action) })}
            onClick={() => change(actions.toSpliced(at, 1))}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      {actions.length < actionsMax && (
        <Button
          size="compact-xs"
          variant="subtle"
          w="fit-content"
          leftSection={<IconPlus size={14} />}
          onClick={() => change([...actions, { type: 'close' }])}
        >
          {t('addAction')}
        </Button>
      )}
    </Stack>
  );
}

/** What there is to choose from. */
type Stock = { tags: readonly Tag[]; keys: readonly string[]; lists: readonly ChecklistTemplate[] };

/** Without tags there is nothing to put on, without attributes nothing to write down, without templates nothing to add. */
function typesFor({ tags, keys, lists }: Stock): Action['type'][] {
  const lacking = [
    ...(tags.length === 0 ? ['tag', 'untag'] : []),
    ...(keys.length === 0 ? ['describe'] : []),
    ...(lists.length === 0 ? ['add-checklist'] : []),
  ];
  return actionTypes.filter((type) => !lacking.includes(type));
}

/** An action of a type, as it begins. */
function first(type: Action['type'], { tags, keys, lists }: Stock): Action {
  switch (type) {
    case 'assign':
      return { type, memberId: 'me' };
    case 'assign-team':
      return { type, teamId: null };
    case 'tag':
    case 'untag':
      return { type, tagId: tags[0]?.id ?? '' };
    case 'prioritise':
      return { type, priority: 'high' };
    case 'snooze':
      return { type, hours: null };
    case 'describe':
      return { type, key: keys[0] ?? '', value: null };
    case 'add-checklist':
      return { type, templateId: lists[0]?.id ?? '' };
    case 'close':
    case 'spam':
      return { type };
  }
}

const snoozeHours = [1, 3, 24, 72, 168];

function Value(props: Pick<Stock, 'tags' | 'lists'> & { action: Action; change: (action: Action) => void }) {
  const { action, tags, lists, change } = props;
  const t = useText('macros');
  const views = useText('views');
  const { data: members = [] } = useQuery(membersQuery);
  const teams = useTeams();
  const { data: closing } = useQuery(closingQuery);
  const reasons = closing?.reasons.filter(({ archived }) => !archived) ?? [];
  const select = (
    value: string,
    data: { value: string; label: string }[],
    take: (value: string) => Action,
  ) => (
    <NativeSelect
      size="xs"
      aria-label={t(`type.${action.type}`)}
      value={value}
      onChange={(event) => change(take(event.currentTarget.value))}
      data={data}
    />
  );
  const named = (all: readonly { id: string; name: string }[]) =>
    all.map(({ id, name }) => ({ value: id, label: name }));
  switch (action.type) {
    case 'assign':
      return select(
        action.memberId ?? '',
        [{ value: 'me', label: t('whoUses') }, { value: '', label: t('nobody') }, ...named(members)],
        (value) => ({ type: 'assign', memberId: value === '' ? null : value }),
      );
    case 'assign-team':
      return select(action.teamId ?? '', [{ value: '', label: t('noTeam') }, ...named(teams)], (value) => ({
        type: 'assign-team',
        teamId: value === '' ? null : value,
      }));
    case 'tag':
    case 'untag': {
      const { type } = action;
      return select(action.tagId, named(tags), (tagId) => ({ type, tagId }));
    }
    case 'prioritise':
      return select(
        action.priority,
        priorities.map((value) => ({ value, label: views(`priority.${value}`) })),
        (value) => ({ type: 'prioritise', priority: chosen<Priority>(priorities, value) }),
      );
    case 'snooze':
      return select(
        String(action.hours ?? ''),
        [
          { value: '', label: t('untilReply') },
          ...snoozeHours.map((hours) => ({ value: String(hours), label: t('hours', { hours }) })),
        ],
        (value) => ({ type: 'snooze', hours: value === '' ? null : Number(value) }),
      );
    case 'describe':
      return <DescribeFields action={action} change={change} />;
    case 'add-checklist':
      return select(action.templateId, named(lists), (templateId) => ({ type: 'add-checklist', templateId }));
    case 'close':
      if (reasons.length === 0) return null;
      return select(
        action.reasonId ?? '',
        [{ value: '', label: t('askReason') }, ...named(reasons)],
        (value) => (value === '' ? { type: 'close' } : { type: 'close', reasonId: value }),
      );
    case 'spam':
      return null;
  }
}
