/** Where a member answers: a reply to the customer, or a note that only members see. Two clearly different papers. */
import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { IconLock, IconSend2 } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Conversation } from '../../../contract/conversations.ts';
import { textLengthMax } from '../../../contract/entries.ts';
import { isolated } from '../../lib/bidi.ts';
import { useCommands } from '../../lib/commands.ts';
import { useText } from '../../lib/i18n.tsx';
import { isApple, shownKeys } from '../../lib/keys.ts';
import { useCustomerName } from '../customers/index.ts';
import classes from './composer.module.css';
import { type Mode, useComposerDraft } from './composer-draft.ts';
import type { Store } from './store.ts';
import type { Acting } from './use-acting.ts';

const sendKeys = 'mod+Enter';

export function Composer({
  conversation,
  store,
  acting,
}: {
  conversation: Conversation;
  store: Store;
  acting: Acting;
}) {
  const t = useText('conversations');
  const customerName = useCustomerName();
  const field = useRef<HTMLTextAreaElement>(null);
  const { mode, setMode, text, setText } = useComposerDraft(conversation.id);
  const writeIn = (next: Mode) => {
    setMode(next);
    field.current?.focus();
  };
  useWish(acting, conversation.id, writeIn);
  const name = isolated(customerName(conversation.customer));
  const send = () => {
    if (text.trim() === '') return;
    store.send({ conversationId: conversation.id, text, note: mode === 'note' });
    setText('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
      field.current?.closest('section')?.querySelector<HTMLElement>('[data-thread]')?.focus();
    }
  };
  useSendCommand(field, send);
  return (
    <form
      className={classes.composer}
      data-mode={mode}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <ModeSwitch mode={mode} choose={writeIn} />
      <Textarea
        ref={field}
        variant="unstyled"
        autosize
        minRows={2}
        maxRows={12}
        maxLength={textLengthMax}
        aria-label={mode === 'note' ? t('noteLabel') : t('replyLabel', { name })}
        placeholder={mode === 'note' ? t('notePlaceholder') : t('replyPlaceholder', { name })}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className={classes.foot}>
        <span className={classes.hint}>
          {t('sendKeys', { keys: shownKeys(sendKeys, isApple()).join(' ') })}
        </span>
        <Button
          type="submit"
          size="compact-md"
          disabled={text.trim() === ''}
          color={mode === 'note' ? 'amber' : 'accent'}
          leftSection={mode === 'note' ? <IconLock size={16} /> : <IconSend2 size={16} />}
        >
          {mode === 'note' ? t('addNote') : t('send')}
        </Button>
      </div>
    </form>
  );
}

function ModeSwitch({ mode, choose }: { mode: Mode; choose: (mode: Mode) => void }) {
  const t = useText('conversations');
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('mode')}
      value={mode}
      onChange={(next) => choose(next === 'note' ? 'note' : 'reply')}
      data={[
        { value: 'reply', label: t('reply') },
        { value: 'note', label: t('note') },
      ]}
    />
  );
}

/** Takes the wish to write, from a key or the palette, once. */
function useWish({ wish, granted }: Acting, id: string, take: (what: Mode) => void): void {
  useEffect(() => {
    if (wish?.id !== id || wish.what === 'assign') return;
    take(wish.what);
    granted();
  });
}

/** Sending stands in the `?` sheet; from elsewhere it only brings the cursor back, so nothing goes out by accident. */
function useSendCommand(field: React.RefObject<HTMLTextAreaElement | null>, send: () => void): void {
  const t = useText('conversations');
  useCommands([
    {
      id: 'conversation.send',
      label: t('key.send'),
      group: 'conversation',
      keys: sendKeys,
      isHidden: true,
      run: () => (document.activeElement === field.current ? send() : field.current?.focus()),
    },
  ]);
}
