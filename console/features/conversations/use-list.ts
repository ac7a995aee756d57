/** The list as the screen shows it: which one, its rows, and the row that the keyboard stands on. */
import { useMemo, useState } from 'react';
import type { Conversation } from '../../../contract/conversations.ts';
import { type Chosen, useChosenView } from '../views/index.ts';
import { rowsOf } from './fetched.ts';
import type { State } from './state.ts';
import { type ViewKey, viewKeyOf } from './views.ts';

export type List = {
  chosen: Chosen;
  view: ViewKey;
  choose(next: Chosen): void;
  rows: readonly Conversation[];
  /** The row that the keyboard stands on; opening a conversation takes it there. */
  cursor: string | undefined;
  moveTo(id: string | undefined): void;
};

/** `openId` is the conversation in the middle pane. */
export function useList(state: State, openId: string | undefined): List {
  const { chosen, choose } = useChosenView();
  const view = viewKeyOf(chosen.filter, chosen.order);
  const [cursor, moveTo] = useState(openId);
  const [opened, setOpened] = useState(openId);
  if (opened !== openId) {
    setOpened(openId);
    if (openId !== undefined) moveTo(openId);
  }
  const { conversations, views, changes, reads, memberId } = state;
  const rows = useMemo(
    () => rowsOf({ conversations, views, changes, reads, memberId }, view),
    [conversations, views, changes, reads, memberId, view],
  );
  return { chosen, view, rows, cursor, moveTo, choose };
}

/** The rows that are likely to be opened next: those around the cursor and around the open one. */
export function neighbourIds(
  { rows, cursor }: Pick<List, 'rows' | 'cursor'>,
  openId: string | undefined,
): string[] {
  const places = [cursor, openId].map((id) => rows.findIndex((row) => row.id === id));
  const around = places.flatMap((at) => [at, at + 1, at + 2, at - 1]);
  const ids = around.flatMap((at) => rows[at]?.id ?? []).filter((id) => id !== openId);
  return [...new Set(ids)];
}
