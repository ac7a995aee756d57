/** Merging, splitting and linking from the screen: what was done is said, and can be taken back. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Conversation } from '../../../../contract/conversations.ts';
import { endpoints } from '../../../../contract/endpoints.ts';
import { call } from '../../../lib/api.ts';
import { useText } from '../../../lib/i18n.tsx';
import { useProblemText } from '../../../lib/problem-text.ts';
import { failure, notice, offerUndo } from '../../../ui/notices.tsx';
import { relatedQuery } from './queries.ts';

export type Regrouping = {
  merge(id: string, intoId: string): Promise<void>;
  unmerge(id: string): void;
  split(id: string, messageIds: readonly string[]): Promise<void>;
  link(id: string, otherId: string, isLinked: boolean): Promise<void>;
};

/** `merge`, `split` and `link` throw what the server refused. */
export function useRegrouping(): Regrouping {
  const t = useText('regroup');
  const app = useText('app');
  const problemText = useProblemText();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const open = ({ id }: Pick<Conversation, 'id'>) =>
    navigate({ to: '/conversations/{-$conversationId}', params: { conversationId: id } });
  const undoing = (work: () => Promise<unknown>) => () => {
    work().catch((error) => failure(problemText(error)));
  };
  const unmerge = async (id: string) => {
    await open(await call(endpoints.unmergeConversation, { params: { id } }));
    notice(t('unmerged'));
  };
  return {
    async merge(id, intoId) {
      await open(await call(endpoints.mergeConversation, { params: { id }, body: { intoId } }));
      offerUndo({ text: t('merged'), label: app('undo'), undo: undoing(() => unmerge(id)) });
    },
    unmerge: (id) => undoing(() => unmerge(id))(),
    async split(id, messageIds) {
      const body = { messageIds: [...messageIds] };
      const made = await call(endpoints.splitConversation, { params: { id }, body });
      await open(made);
      const back = async () => {
        await open(
          await call(endpoints.mergeConversation, { params: { id: made.id }, body: { intoId: id } }),
        );
      };
      offerUndo({ text: t('wasSplit'), label: app('undo'), undo: undoing(back) });
    },
    async link(id, otherId, isLinked) {
      const endpoint = isLinked ? endpoints.linkConversations : endpoints.unlinkConversations;
      const related = await call(endpoint, { params: { id, otherId } });
      cache.setQueryData(relatedQuery(id).queryKey, related);
    },
  };
}
