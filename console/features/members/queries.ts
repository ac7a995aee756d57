/** What the screen of members fetches and changes. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Invitation, Member } from '../../../contract/accounts.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Role } from '../../../contract/permissions.ts';
import { call } from '../../lib/api.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { membersQuery } from '../../lib/team.ts';
import { failure } from '../../ui/notices.tsx';

/** Open invitations. */
export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: async ({ signal }): Promise<Invitation[]> =>
    (await call(endpoints.listInvitations, {}, { signal })).data,
});

/** Changes a role at once on screen; a refusal takes it back and says why. */
export function useChangeRole(): (id: string, role: Role) => void {
  const cache = useQueryClient();
  const problemText = useProblemText();
  const { mutate } = useMutation({
    mutationFn: ({ id, role }: { id: string; role: Role }) =>
      call(endpoints.changeRole, { params: { id }, body: { role } }),
    async onMutate({ id, role }) {
      await cache.cancelQueries({ queryKey: membersQuery.queryKey });
      const before = cache.getQueryData(membersQuery.queryKey);
      cache.setQueryData(membersQuery.queryKey, (members: Member[] | undefined) =>
        members?.map((member) => (member.id === id ? { ...member, role } : member)),
      );
      return before;
    },
    onError(error, _, before) {
      cache.setQueryData(membersQuery.queryKey, before);
      failure(problemText(error));
    },
    onSettled: () => cache.invalidateQueries({ queryKey: membersQuery.queryKey }),
  });
  return (id, role) => mutate({ id, role });
}
