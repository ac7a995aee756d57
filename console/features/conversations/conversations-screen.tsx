/** Three panes: the list, the conversation, the customer. On a phone one at a time. */
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { phoneWidthMax, tabletWidthMax } from '../../ui/tokens.ts';
import { ConversationList, type ListHandle } from './conversation-list.tsx';
import { ConversationPane } from './conversation-pane.tsx';
import classes from './conversations-screen.module.css';
import { CustomerSide } from './customer-side.tsx';
import { NothingOpen } from './nothing-open.tsx';
import { useActing } from './use-acting.ts';
import { useConversationCommands } from './use-commands.ts';
import { neighbourIds, useList } from './use-list.ts';
import { useConversations } from './use-store.ts';

export function ConversationsScreen({ conversationId }: { conversationId?: string }) {
  const { store, state } = useConversations();
  const list = useList(state, conversationId);
  const listHandle = useRef<ListHandle>(null);
  const [hasCustomer, setCustomer] = useState(false);
  const isPhone = useMediaQuery(`(max-width: ${phoneWidthMax})`, false, { getInitialValueInEffect: false });
  const isWide = useMediaQuery(`(min-width: ${tabletWidthMax})`, true, { getInitialValueInEffect: false });
  const open = useOpen();
  const acting = useActing({ store, list, listHandle, openId: conversationId, isPhone, open });
  useConversationCommands({ list, listHandle, openId: conversationId, acting, open });
  useFocusOn(store.look, list, conversationId);
  const customerId = conversationId && state.conversations.get(conversationId)?.conversation.customer.id;
  return (
    <div className={classes.screen} data-open={conversationId !== undefined || undefined}>
      <ConversationList
        ref={listHandle}
        list={list}
        view={state.views.get(list.view)}
        failures={state.failures}
        store={store}
      />
      {conversationId === undefined ? (
        <NothingOpen hasRows={list.rows.length > 0} />
      ) : (
        <ConversationPane
          key={conversationId}
          id={conversationId}
          state={state}
          store={store}
          acting={acting}
          showCustomer={isWide ? undefined : () => setCustomer(true)}
        />
      )}
      {customerId && (
        <CustomerSide
          customerId={customerId}
          drawer={isWide ? undefined : { opened: hasCustomer, close: () => setCustomer(false) }}
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

/** Tells the store what is on screen, and what will probably be next. */
function useFocusOn(
  look: ReturnType<typeof useConversations>['store']['look'],
  list: ReturnType<typeof useList>,
  conversationId: string | undefined,
): void {
  const next = neighbourIds(list, conversationId).join(' ');
  const { view } = list;
  useEffect(() => {
    look({ view, conversationId, neighbourIds: next === '' ? [] : next.split(' ') });
  }, [look, view, conversationId, next]);
}
