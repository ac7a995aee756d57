/** Keeps who waits, and the alarms, as they are: an answer, a closing or a new word changes them. */
import { useQueryClient } from '@tanstack/react-query';
import type { EntryKind } from '../../contract/entries.ts';
import { useEntries } from './live.ts';
import { silenceAlarmsQuery } from './reminders.ts';

const changing: readonly EntryKind[] = [
  'message.received',
  'message.sent',
  'conversation.closed',
  'conversation.reopened',
  'conversation.snoozed',
  'conversation.spam_marked',
  'conversation.assigned',
];
/** Many messages in a moment are one look. */
const restMs = 500;

let timer: ReturnType<typeof setTimeout> | undefined;

export function useLiveAlarms(): void {
  const cache = useQueryClient();
  useEntries((entries) => {
    const relevant = entries.filter(({ kind }) => changing.includes(kind));
    if (relevant.length === 0) return;
    const answered = relevant.flatMap(({ kind, conversationId }) =>
      kind === 'message.sent' || kind === 'conversation.closed' ? [conversationId] : [],
    );
    const before = cache.getQueryData(silenceAlarmsQuery.queryKey) ?? [];
    if (before.some(({ conversation }) => answered.includes(conversation.id))) {
      cache.setQueryData(
        silenceAlarmsQuery.queryKey,
        before.filter(({ conversation }) => !answered.includes(conversation.id)),
      );
    }
    clearTimeout(timer);
    timer = setTimeout(() => {
      void cache.invalidateQueries({ queryKey: ['waiting'] });
      // Where there are none and none is there, there is nothing to look for: a new one comes as an entry of its own.
      if (before.length > 0) void cache.invalidateQueries({ queryKey: ['silence-alarms'] });
    }, restMs);
  });
}
