/** For how long a reply may be taken back. */
import { NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Me } from '../../../contract/accounts.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { undoChoices } from '../../../contract/scheduled.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { meQuery, useMe } from '../../lib/session.ts';
import { failure } from '../../ui/notices.tsx';

type Seconds = Me['member']['undoSeconds'];

export function UndoSend() {
  const t = useText('profile');
  const problemText = useProblemText();
  const me = useMe();
  const before = me.member.undoSeconds;
  const cache = useQueryClient();
  const show = (undoSeconds: Seconds) =>
    cache.setQueryData<Me>(meQuery.queryKey, { ...me, member: { ...me.member, undoSeconds } });
  const { mutate } = useMutation({
    mutationFn: (undoSeconds: Seconds) => call(endpoints.updateMe, { body: { undoSeconds } }),
    onMutate: show,
    onError(error) {
      show(before);
      failure(problemText(error));
    },
  });
  return (
    <NativeSelect
      label={t('undo')}
      description={t('undoHint')}
      w="fit-content"
      value={String(before)}
      onChange={(event) => {
        const chosen = undoChoices.find((seconds) => String(seconds) === event.currentTarget.value);
        if (chosen !== undefined) mutate(chosen);
      }}
      data={undoChoices.map((seconds) => ({
        value: String(seconds),
        label: seconds === 0 ? t('undo.0') : t('undo.some', { seconds }),
      }))}
    />
  );
}
