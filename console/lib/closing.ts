/** How conversations end: the workspace's reasons, and asking a member for one before something is closed. */
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Closing } from '../../contract/closing.ts';
import type { Reason } from '../../contract/conversation-entries.ts';
import { endpoints } from '../../contract/endpoints.ts';
import { call } from './api.ts';

/** Whether a reason is asked for, and the reasons by name, archived ones too. */
export const closingQuery = queryOptions({
  queryKey: ['closing'],
  queryFn: ({ signal }): Promise<Closing> => call(endpoints.readClosing, {}, { signal }),
  staleTime: 300_000,
});

/** The reason that was chosen; none where nobody is asked, or somebody chose none. */
export type Choice = { reasonId?: string };

/** A question that is open: what can be answered, and what becomes of the answer; undefined: nothing is closed. */
export type Asked = { isRequired: boolean; reasons: Reason[]; settle(choice: Choice | undefined): void };

let asked: Asked | undefined;
const listeners = new Set<() => void>();

/** Goes on with a reason: at once where none is asked for, else when one was chosen. */
export function withReason(
  cache: QueryClient,
  goOn: (choice: Choice) => void,
  giveUp: () => void = () => undefined,
): void {
  const known = cache.getQueryData(closingQuery.queryKey);
  const decide = (closing: Closing) => {
    const reasons = closing.reasons.filter(({ archived }) => !archived);
    if (closing.asks === 'never' || reasons.length === 0) goOn({});
    else ask({ isRequired: closing.asks === 'required', reasons }, goOn, giveUp);
  };
  if (known) decide(known);
  // Whoever can't be asked closes without one; where it is required, the server says so.
  else cache.fetchQuery(closingQuery).then(decide, () => goOn({}));
}

function ask(question: Omit<Asked, 'settle'>, goOn: (choice: Choice) => void, giveUp: () => void): void {
  const before = document.activeElement;
  asked?.settle(undefined);
  show({
    ...question,
    settle(choice) {
      show(undefined);
      if (choice) goOn(choice);
      else {
        if (before instanceof HTMLElement) before.focus();
        giveUp();
      }
    },
  });
}

function show(next: Asked | undefined): void {
  asked = next;
  for (const listener of listeners) listener();
}

/** The question that is open, if there is one. */
export function useAsked(): Asked | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => asked,
  );
}

/** A reason's name by id; `undefined` while unknown, and for none. */
export function useReasonName(id: string | null): string | undefined {
  const { data } = useQuery({ ...closingQuery, enabled: id !== null });
  return data?.reasons.find((reason) => reason.id === id)?.name;
}
