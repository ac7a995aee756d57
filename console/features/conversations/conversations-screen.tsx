/** Three panes: the list, the conversation, the customer. On a phone one at a time. */
import { VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useText } from '../../lib/i18n.tsx';
import { phoneWidthMax, tabletWidthMax } from '../../ui/tokens.ts';
import { CloseAsk } from '../promises/index.ts';
import { useSelection } from './bulk/use-selection.ts';
import { ClosingReason } from './closing-reason.tsx';
import { ConversationList, type ListHandle } from './conversation-list.tsx';
import { ConversationPane } from './conversation-pane.tsx';
import classes from './conversations-screen.module.css';
import { CustomerSide } from './customer-side.tsx';
import { NothingOpen } from './nothing-open.tsx';
import type { Store } from './store.ts';
import { useActing } from './use-acting.ts';
import { useAttending } from './use-attending.ts';
import { useConversationCommands } from './use-commands.ts';
import { type List, neighbourIds, useList } from './use-list.ts';
import { useConversations } from './use-store.ts';
import { type ViewKey, viewOf } from './views.ts';

/** So long the cursor rests on a row before its neighbours are fetched. */
const restMs = 80;
/** So late somebody may come to stand in a list of those who wait. */
const agingMs = 30_000;

export function ConversationsScreen(props: { conversationId?: string; messageId?: string }) {
  const { conversationId, messageId } = props;
  const t = useText('conversations');
  const { store, state } = useConversations();
  const list = useList(state, conversationId);
  const listHandle = useRef<ListHandle>(null);
  const [hasCustomer, setCustomer] = useState(false);
  const isPhone = useMediaQuery(`(max-width: ${phoneWidthMax})`, false, { getInitialValueInEffect: false });
  const isWide = useMediaQuery(`(min-width: ${tabletWidthMax})`, true, { getInitialValueInEffect: false });
  const showCustomer = useCallback(() => setCustomer(true), []);
  const hideCustomer = useCallback(() => setCustomer(false), []);
  const open = useOpen();
  const acting = useActing({ store, list, listHandle, openId: conversationId, isPhone, open });
  const selecting = useSelection(list);
  useConversationCommands({ list, listHandle, openId: conversationId, acting, open, selecting });
  useFocusOn(store, list, conversationId);
  useAging(store, list.view);
  useAttending(conversationId);
  useFocusPane(isPhone, conversationId, () => listHandle.current?.focusRow(list.cursor));
  const customerId = conversationId && state.conversations.get(conversationId)?.conversation.customer.id;
  return (
    <div className={classes.screen} data-open={conversationId !== undefined || undefined}>
      <VisuallyHidden component="h1">{t('title')}</VisuallyHidden>
      <ConversationList
        ref={listHandle}
        list={list}
        view={state.views.get(list.view)}
        failures={state.failures}
        store={store}
        selecting={selecting}
      />
      {conversationId === undefined ? (
        <NothingOpen hasRows={list.rows.length > 0} />
      ) : (
        <ConversationPane
          key={conversationId}
          id={conversationId}
          messageId={messageId}
          store={store}
          acting={acting}
          showCustomer={isWide ? undefined : showCustomer}
        />
      )}
      {acting.asked !== undefined && (
        <CloseAsk
          conversationId={acting.asked}
          proceed={() => acting.answer(true)}
          cancel={() => acting.answer(false)}
        />
      )}
      <ClosingReason />
      {customerId && (
        <CustomerSide
          customerId={customerId}
          conversationId={conversationId}
          isDrawer={!isWide}
          opened={hasCustomer}
          close={hideCustomer}
        />
      )}
    </div>
  );
}

/** Opens a conversation in the middle pane; undefined: none, back to the list. */
function useOpen(): (conversationId: string | undefined) => void {
  const navigate = useNavigate();
  return useCallback(
    (conversationId) =>
      void navigate({
        to: '/conversations/{-$conversationId}',
        params: { conversationId } as { conversationId: string },
      }),
    [navigate],
  );
}

/** Tells the store what is on screen and, once the cursor rests, what will probably be opened next. */
function useFocusOn(store: Store, list: List, conversationId: string | undefined): void {
  const next = neighbourIds(list, conversationId).join(' ');
  const { view } = list;
  useEffect(() => {
    store.look({ view, conversationId, neighbourIds: [] });
    const neighbours = next === '' ? [] : next.split(' ');
    const timer = setTimeout(() => store.look({ view, conversationId, neighbourIds: neighbours }), restMs);
    return () => clearTimeout(timer);
  }, [store, view, conversationId, next]);
}

/** A list of those who wait for so long grows with time alone. */
function useAging(store: Store, view: ViewKey): void {
  useEffect(() => {
    if (viewOf(view).filter.waitingMinutes === undefined) return;
    const timer = setInterval(() => store.refresh(view), agingMs);
    return () => clearInterval(timer);
  }, [store, view]);
}

/** Where there is one pane at a time, the focus follows it: into the conversation, and back to its row. */
function useFocusPane(isPhone: boolean, conversationId: string | undefined, focusRow: () => void): void {
  const toRow = useEffectEvent(focusRow);
  const before = useRef(conversationId);
  useEffect(() => {
    if (before.current === conversationId) return;
    before.current = conversationId;
    if (!isPhone) return;
    if (conversationId === undefined) toRow();
    else document.querySelector<HTMLElement>('[data-heading]')?.focus();
  }, [isPhone, conversationId]);
}
