/** The words of filters: in the reader's language and in English, with the names of what is in the workspace. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { sayers } from '../../../contract/messages.ts';
import { viewStatuses } from '../../../contract/view-filter.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { inboxesQuery, membersQuery, tagsQuery } from '../../lib/team.ts';
import { type OperatorName, operatorNames, type Vocabulary } from './operators.ts';

/** What can be written in a search, here and now. */
export function useVocabulary(): Vocabulary {
  const t = useText('search');
  const { member } = useMe();
  const { data: members } = useQuery(membersQuery);
  const { data: inboxes } = useQuery(inboxesQuery);
  const { data: tags } = useQuery(tagsQuery);
  return useMemo(() => {
    const named = (all: readonly { id: string; name: string }[] = []) =>
      all.map(({ id, name }) => ({ id, names: [name] }));
    return {
      operators: Object.fromEntries(
        operatorNames.map((name) => [name, [t(`operator.${name}`), name]]),
      ) as unknown as Record<OperatorName, readonly string[]>,
      choices: {
        from: [...sayers.map((id) => ({ id, names: [t(`said.${id}`), id] })), ...mine(members, member.id)],
        inbox: named(inboxes),
        assignee: [
          { id: 'none', names: [t('nobody'), 'nobody'] },
          { id: 'me', names: [t('me'), 'me'] },
          ...named(members),
        ],
        tag: named(tags),
        status: viewStatuses.map((id) => ({ id, names: [t(`status.${id}`), id] })),
        has: [{ id: 'file', names: [t('file'), 'file'] }],
      },
    };
    function mine(all: readonly { id: string; name: string }[] | undefined, own: string) {
      return named(all).map((one) =>
        one.id === own ? { ...one, names: [...one.names, t('me'), 'me'] } : one,
      );
    }
  }, [t, member.id, members, inboxes, tags]);
}
