/** Editing and deleting in the open conversation: who may, and what happens when. */
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { Conversation, Message } from '../../../../contract/conversations.ts';
import { useText } from '../../../lib/i18n.tsx';
import { useProblemText } from '../../../lib/problem-text.ts';
import { useMay, useMe } from '../../../lib/session.ts';
import { inboxesQuery } from '../../../lib/team.ts';
import { failure, offerUndo } from '../../../ui/notices.tsx';
import { part } from '../../../ui/part.tsx';
import { Mailing } from '../../mailings/index.ts';
import type { Store } from '../store.ts';
import { mayDelete, mayEdit } from './allowed.ts';
import { type Changing, ChangingContext } from './changing.ts';

const NeedDialog = part(() => import('../../customers/index.ts').then((door) => door.NeedDialog));

/** What was asked for a message: to send it on, or to say which need it tells of. */
type Asked = { what: 'mail' | 'need'; message: Message } | undefined;

export function MessageChanging(props: {
  store: Store;
  conversation: Conversation;
  messages: readonly Message[] | undefined;
  children: ReactNode;
}) {
  const { conversation } = props;
  const [asked, ask] = useState<Asked>();
  const changing = useChangingOf(props.store, conversation, props.messages, ask);
  const close = () => ask(undefined);
  return (
    <ChangingContext value={changing}>
      {props.children}
      {asked?.what === 'mail' && (
        <Mailing conversation={conversation} message={asked.message} close={close} />
      )}
      {asked?.what === 'need' && (
        <NeedDialog customer={conversation.customer} evidence={[asked.message.id]} close={close} />
      )}
    </ChangingContext>
  );
}

function useChangingOf(
  store: Store,
  { id, inboxId, customer }: Conversation,
  messages: readonly Message[] = [],
  ask: (asked: Asked) => void,
): Changing {
  const t = useText('conversations');
  const app = useText('app');
  const problemText = useProblemText();
  const { member } = useMe();
  const may = useMay();
  const { data: inboxes } = useQuery(inboxesQuery);
  const [editing, setEditing] = useState<string>();
  const cameFrom = useRef<Element>(null);
  const latest = useRef(messages);
  latest.current = messages;
  const can = inboxes?.find(({ id }) => id === inboxId)?.can;
  const mayWrite = may('conversations:write');
  const mayManage = may('messages:manage');
  const needsOf = may('customers:write') ? customer.id : undefined;
  return useMemo(() => {
    const who = { memberId: member.id, mayWrite, mayManage, can };
    const mayNow = (message: Message) => mayEdit(message, who, Date.now());
    const begin = (messageId: string) => {
      cameFrom.current = document.activeElement;
      setEditing(messageId);
    };
    const tell = (act: Promise<void>) => act.catch((error: unknown) => failure(problemText(error)));
    return {
      can,
      editing,
      mayEdit: mayNow,
      mayDelete: (message) => mayDelete(message, who),
      begin,
      beginLast() {
        // One that is on its way is the last, and another one is not to be taken for it.
        const isOnItsWay = store.state().outbox.some((item) => item.conversationId === id);
        const last = isOnItsWay ? undefined : latest.current.findLast(mayNow);
        if (last) begin(last.id);
        return last !== undefined;
      },
      end() {
        const of = editing;
        setEditing(undefined);
        // Once it stands there again.
        setTimeout(() => focusAgain(cameFrom.current, of));
      },
      save: (message, said) => store.edit(message, said),
      isHere: (message) => latest.current.some((one) => one.id === message.id),
      sendOn: mayWrite ? (message) => ask({ what: 'mail', message }) : undefined,
      needsOf,
      newNeed: (message) => ask({ what: 'need', message }),
      remove(message) {
        const removing = store.remove(message).then(() =>
          offerUndo({
            text: t(message.note ? 'noteDeleted' : 'replyDeleted'),
            label: app('undo'),
            undo: () => void tell(store.putMessageBack(message)),
          }),
        );
        void tell(removing);
      },
    };
  }, [store, id, member.id, mayWrite, mayManage, can, editing, t, app, problemText, ask, needsOf]);
}

/** Where it came from is gone when that was in the message itself: then its menu. */
function focusAgain(from: Element | null, messageId: string | undefined): void {
  const menu = document.querySelector<HTMLElement>(`[data-message="${messageId}"] [data-change]`);
  // The composer's field may have been replaced by the one with formatting meanwhile.
  const field = 'form[data-mode] :is(textarea, [contenteditable="true"])';
  if (from?.matches('textarea, [contenteditable="true"]'))
    document.querySelector<HTMLElement>(field)?.focus();
  else menu?.focus();
}
