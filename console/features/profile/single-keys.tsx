/** The setting that turns single-key shortcuts off (WCAG 2.1.4). */
import { Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Me } from '../../../contract/accounts.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { meQuery, useMe } from '../../lib/session.ts';
import { failure } from '../../ui/notices.tsx';

export function SingleKeys() {
  const t = useText('profile');
  const problemText = useProblemText();
  const me = useMe();
  const cache = useQueryClient();
  const show = (singleKeys: boolean) =>
    cache.setQueryData<Me>(meQuery.queryKey, { ...me, member: { ...me.member, singleKeys } });
  const { mutate } = useMutation({
    mutationFn: (singleKeys: boolean) => call(endpoints.updateMe, { body: { singleKeys } }),
    onMutate: show,
    onError(error, wanted) {
      show(!wanted);
      failure(problemText(error));
    },
  });
  return (
    <Switch
      label={t('singleKeys')}
      description={t('singleKeysHint')}
      checked={me.member.singleKeys}
      onChange={(event) => mutate(event.currentTarget.checked)}
    />
  );
}
