/** What a member does with a message that is to be sent later. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../../contract/endpoints.ts';
import type { ScheduledMessage, TakenBack } from '../../../../contract/scheduled.ts';
import { ApiError, call } from '../../../lib/api.ts';
import { useText } from '../../../lib/i18n.tsx';
import { useProblemText } from '../../../lib/problem-text.ts';
import { failure, notice, offerUndo } from '../../../ui/notices.tsx';
import type { Said } from '../writing/said.ts';
import type { When } from './choices.ts';
import { type Later, scheduledQuery } from './queries.ts';

/** Puts what was taken back into the composer of its conversation. */
export type PutBack = (conversationId: string, taken: TakenBack) => void;

export type ScheduledActs = {
  isBusy: boolean;
  sendNow: () => void;
  /** Takes it back into the composer. */
  edit: () => void;
  move: (at: When) => void;
  /** Changes what a shared draft says. Rejects with what the server refused. */
  write: (said: Said, revision: number) => Promise<void>;
  /** Takes it back, for good unless that is undone. */
  cancel: () => void;
};

export function useScheduledActs({ id, conversationId }: ScheduledMessage, putBack: PutBack): ScheduledActs {
  const t = useText('later');
  const app = useText('app');
  const problemText = useProblemText();
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const params = { id };
  const forget = () =>
    cache.setQueryData<Later>(
      scheduledQuery(conversationId).queryKey,
      (before) => before && { ...before, data: before.data.filter((one) => one.id !== id) },
    );
  const act = async (doing: () => Promise<void>) => {
    setBusy(true);
    try {
      await doing();
    } catch (error) {
      const isGone = error instanceof ApiError && error.code === 'not-found';
      failure(isGone ? t('gone') : problemText(error));
    } finally {
      setBusy(false);
      void cache.invalidateQueries({ queryKey: ['scheduled'] });
    }
  };
  const takeBack = async () => {
    const taken = await call(endpoints.cancelScheduledMessage, { params });
    forget();
    return taken;
  };
  return {
    isBusy,
    sendNow: () =>
      void act(async () => {
        await call(endpoints.sendScheduledMessage, { params });
        forget();
      }),
    edit: () => void act(async () => putBack(conversationId, await takeBack())),
    move: (at) =>
      void act(async () => {
        await call(endpoints.changeScheduledMessage, { params, body: { at } });
        notice(t('changed'));
      }),
    write: async ({ text, rich }, revision) => {
      const body = { ...(rich ? { rich } : { text }), revision };
      try {
        await call(endpoints.changeScheduledMessage, { params, body });
      } finally {
        await cache.invalidateQueries({ queryKey: scheduledQuery(conversationId).queryKey });
      }
    },
    cancel: () =>
      void act(async () => {
        const taken = await takeBack();
        offerUndo({
          text: t('cancelled'),
          label: app('undo'),
          undo: () => putBack(conversationId, taken),
        });
      }),
  };
}
