/** Taking a macro in the composer: its text among what is written, and what it does when that is sent. */
import { ActionIcon, CloseButton } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Action } from '../../../contract/actions.ts';
import type { Conversation } from '../../../contract/conversations.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Macro } from '../../../contract/macros.ts';
import { call } from '../../lib/api.ts';
import { withReason } from '../../lib/closing.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { failure, notice } from '../../ui/notices.tsx';
import { MacroPicker, useActionWords, useMacroText } from '../macros/index.ts';
import classes from './composer.module.css';
import type { Mode } from './composer-draft.ts';
import type { Store } from './store.ts';
import type { Acting } from './use-acting.ts';
import { useGranted } from './use-granted.ts';

export type ComposerMacro = {
  /** What is done when the message is sent. */
  pending: readonly Action[];
  leaveOut(at: number): void;
  clear(): void;
  opened: boolean;
  setOpened(opened: boolean): void;
  take(macro: Macro): void;
};

/** `insert` puts a text into the composer, in its mode. */
export function useComposerMacro(
  conversation: Conversation,
  {
    store,
    acting,
    actions,
    insert,
  }: {
    store: Store;
    acting: Acting;
    actions: readonly Action[];
    insert: (text: string, mode: Mode) => void;
  },
): ComposerMacro {
  const t = useText('macros');
  const words = useActionWords();
  const textOf = useMacroText();
  const problemText = useProblemText();
  const [pending, setPending] = useState<readonly Action[]>(actions);
  const [opened, setOpened] = useGranted(acting, conversation.id, 'macro');
  const cache = useQueryClient();
  const take = async (macro: Macro) => {
    // A use that is not counted keeps nobody from answering.
    const body = { conversationId: conversation.id };
    void call(endpoints.useMacro, { params: { id: macro.id }, body }).catch(() => undefined);
    const actions = await reasoned(cache, macro.actions);
    if (macro.text.trim() === '') {
      // Who does not say why does nothing of it.
      if (!actions) return;
      await store.perform(conversation.id, actions);
      notice(t('done', { what: actions.map(words).join(', ') }));
      return;
    }
    const { text, missing } = await textOf(macro.text, conversation);
    insert(text, macro.kind);
    setPending(actions ?? macro.actions.filter(({ type }) => type !== 'close'));
    if (missing.length > 0) notice(t('gaps', { names: missing.join(', ') }));
  };
  return {
    pending,
    leaveOut: (at) => setPending(pending.toSpliced(at, 1)),
    clear: () => setPending([]),
    opened,
    setOpened,
    take: (macro) => void take(macro).catch((error: unknown) => failure(problemText(error))),
  };
}

/** What a macro does, with the reason for which it closes; undefined: whoever was asked for it gave none. */
function reasoned(cache: QueryClient, actions: readonly Action[]): Promise<readonly Action[] | undefined> {
  const isAsked = actions.some((action) => action.type === 'close' && action.reasonId === undefined);
  if (!isAsked) return Promise.resolve(actions);
  return new Promise((settle) => {
    withReason(
      cache,
      (choice) =>
        settle(actions.map((action) => (action.type === 'close' ? { ...choice, ...action } : action))),
      () => settle(undefined),
    );
  });
}

/** The button that offers macros. */
export function MacroButton(props: { macro: ComposerMacro; take: (text: string) => boolean }) {
  const { macro } = props;
  const t = useText('macros');
  return (
    <MacroPicker opened={macro.opened} change={macro.setOpened} choose={macro.take} take={props.take}>
      <ActionIcon variant="subtle" color="gray" aria-label={t('take')} title={t('take')}>
        <IconBolt size={18} />
      </ActionIcon>
    </MacroPicker>
  );
}

/** What is done when the message is sent; each can be left out. */
export function PendingActions({ macro }: { macro: ComposerMacro }) {
  const t = useText('macros');
  const words = useActionWords();
  if (macro.pending.length === 0) return null;
  return (
    <div className={classes.pending}>
      <span>{t('with')}</span>
      {macro.pending.map((action, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: actions have no name; their place is what they are.
        <span key={at} className={classes.action}>
          {words(action)}
          <CloseButton
            size="xs"
            aria-label={t('leaveOut', { what: words(action) })}
            onClick={() => macro.leaveOut(at)}
          />
        </span>
      ))}
    </div>
  );
}
