/** What an action does, in words. */
import { useQuery } from '@tanstack/react-query';
import type { Action } from '../../../contract/actions.ts';
import { isolated } from '../../lib/bidi.ts';
import { templatesQuery } from '../../lib/checklists.ts';
import { closingQuery } from '../../lib/closing.ts';
import { useText } from '../../lib/i18n.tsx';
import { conversationAttributesQuery, membersQuery, tagsQuery } from '../../lib/team.ts';
import { useTeamName } from '../../lib/teams.ts';

/** The words of an action; names that are not known any more have a word for that. */
export function useActionWords(): (action: Action) => string {
  const t = useText('macros');
  const { data: tags } = useQuery(tagsQuery);
  const { data: members } = useQuery(membersQuery);
  const teamName = useTeamName();
  const { data: attributes } = useQuery(conversationAttributesQuery);
  const { data: templates } = useQuery(templatesQuery);
  const { data: closing } = useQuery(closingQuery);
  return (action) => {
    switch (action.type) {
      case 'assign': {
        const { memberId } = action;
        if (memberId === null) return t('does.unassign');
        if (memberId === 'me') return t('does.take');
        const name = members?.find(({ id }) => id === memberId)?.name ?? t('gone');
        return t('does.assign', { name: isolated(name) });
      }
      case 'assign-team':
        if (action.teamId === null) return t('does.leaveTeam');
        return t('does.assignTeam', { name: isolated(teamName(action.teamId) ?? t('gone')) });
      case 'tag':
      case 'untag': {
        const name = tags?.find(({ id }) => id === action.tagId)?.name ?? t('gone');
        return t(`does.${action.type}`, { name: isolated(name) });
      }
      case 'prioritise':
        return t('does.prioritise', { priority: action.priority });
      case 'snooze':
        return action.hours === null ? t('does.snoozeReply') : t('does.snooze', { hours: action.hours });
      case 'describe': {
        const { key, value } = action;
        const name = isolated(attributes?.find((one) => one.key === key)?.name ?? t('gone'));
        if (value === null) return t('does.forget', { name });
        return t('does.describe', { name, value: isolated(String(value)) });
      }
      case 'add-checklist': {
        const name = templates?.find(({ id }) => id === action.templateId)?.name ?? t('gone');
        return t('does.addChecklist', { name: isolated(name) });
      }
      case 'close': {
        const { reasonId } = action;
        if (reasonId === undefined) return t('does.close');
        const reason = closing?.reasons.find(({ id }) => id === reasonId)?.name ?? t('gone');
        return t('does.closeFor', { reason: isolated(reason) });
      }
      case 'spam':
        return t('does.spam');
    }
  };
}
