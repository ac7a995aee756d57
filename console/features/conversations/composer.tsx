/** Where a member answers: a reply to the customer, or a note that only members see. Two clearly different papers. */
import { Button, SegmentedControl } from '@mantine/core';
import { IconLock, IconSend2 } from '@tabler/icons-react';
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Action } from '../../../contract/actions.ts';
import { attachmentsMax } from '../../../contract/attachments.ts';
import type { Conversation } from '../../../contract/conversations.ts';
import { isolated } from '../../lib/bidi.ts';
import { useCommands } from '../../lib/commands.ts';
import { useText } from '../../lib/i18n.tsx';
import { isApple, shownKeys } from '../../lib/keys.ts';
import { useMe } from '../../lib/session.ts';
import { useCustomerName } from '../customers/index.ts';
import { isPromiseCommand, useComposerPromise } from '../promises/index.ts';
import { takeFiles } from './attached-files.ts';
import { AttachedList } from './attached-list.tsx';
import { useChanging } from './changing/changing.ts';
import classes from './composer.module.css';
import { type Mode, useComposerDraft } from './composer-draft.ts';
import { AttachButton, useComposerFiles, useDrop } from './composer-files.tsx';
import { MacroButton, PendingActions, useComposerMacro } from './composer-macro.tsx';
import { SendLater } from './later/send-later.tsx';
import { MentionPicker, mentioning, Named } from './mention-picker.tsx';
import type { SendAt } from './outbox.ts';
import type { Store } from './store.ts';
import type { Acting } from './use-acting.ts';
import { attending } from './use-attending.ts';
import { useMentions } from './use-mentions.ts';
import { EmojiButton } from './writing/emoji-button.tsx';
import { Field } from './writing/field.tsx';
import { type FieldHandle, nothingActive } from './writing/field-handle.ts';
import { shownFor } from './writing/shown-for.ts';
import { Toolbar, type ToolbarProps } from './writing/toolbar.tsx';
import writing from './writing/writing.module.css';

const sendKeys = 'mod+Enter';

/** The lists that hold anything. */
function filled<Lists extends Record<string, readonly unknown[]>>(lists: Lists): Partial<Lists> {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)) as Partial<Lists>;
}

export function Composer({
  conversation,
  store,
  acting,
  actions,
}: {
  conversation: Conversation;
  store: Store;
  acting: Acting;
  /** What came back with a message that was taken back. */
  actions: readonly Action[];
}) {
  const t = useText('conversations');
  const customerName = useCustomerName();
  const field = useRef<FieldHandle>(null);
  const form = useRef<HTMLFormElement>(null);
  const { mode, setMode, said, setText, setSaid, addText, draft } = useComposerDraft(conversation.id);
  const { text } = said;
  const { beginLast: editLast, can } = useChanging();
  const shown = shownFor(can, mode === 'note', said);
  const mentions = useMentions(field, { mode, said, setSaid, draft });
  const attached = useComposerFiles(draft, conversation.id);
  const isDropping = useDrop(form, attached.add);
  const writeIn = useWriteIn(field, mode, setMode);
  useWish(acting, conversation.id, writeIn);
  const name = isolated(customerName(conversation.customer));
  const macro = useComposerMacro(conversation, {
    store,
    acting,
    actions,
    insert(added, next) {
      addText(next, added);
      writeIn(next);
    },
  });
  const promise = useComposerPromise(conversation.id, {
    text,
    isReply: mode === 'reply',
    clear: () => setText(''),
  });
  const isReady = (text.trim() !== '' || attached.files.length > 0) && attached.areSendable;
  const undoLater = useUndoLater(mode);
  const send = (later: SendAt | undefined = undoLater) => {
    if (promise.isCommand) return promise.make();
    if (!isReady) return;
    const files = takeFiles(draft);
    const along = filled({ files, actions: macro.pending, mentions: mentions.named });
    const message = { conversationId: conversation.id, ...shown.said, note: mode === 'note', ...along };
    store.send(later ? { ...message, later } : message);
    mentions.write({ text: '' });
    attending.stopWriting();
    macro.clear();
    field.current?.focus();
  };
  const formatting = useFormatting();
  const onKeyDown = typing(field, {
    link: () => formatting.openLink(shown.shows.marks.includes('link')),
    takes: mentions.takes,
    isEmpty: text === '',
    send,
    openMacros: () => macro.setOpened(true),
    editLast,
  });
  useSendCommand(field, send);
  useBegun(store, conversation.id, mode, text.trim() !== '');
  return (
    <>
      <form
        ref={form}
        data-dropping={isDropping || undefined}
        className={classes.composer}
        data-mode={mode}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Top mode={mode} choose={writeIn} toolbar={{ field, shows: shown.shows, ...formatting }} />
        <MentionPicker mentions={mentions} />
        <Field
          key={draft}
          handle={field}
          said={said}
          shows={shown.shows}
          lengthMax={shown.lengthMax}
          aria={mentioning(mentions)}
          label={mode === 'note' ? t('noteLabel') : t('replyLabel', { name })}
          placeholder={mode === 'note' ? t('notePlaceholder') : t('replyPlaceholder', { name })}
          change={(next) => {
            mentions.write(next);
            attending.typed(mode);
          }}
          look={mentions.look}
          onKeyDown={onKeyDown}
          takeFiles={attached.add}
          {...formatting}
        />
        <Named mentions={mentions} text={text} />
        {promise.line}
        <PendingActions macro={macro} />
        <Along attached={attached} isDropping={isDropping} field={field} />
        <Foot
          conversation={conversation}
          mode={mode}
          isReady={isReady || promise.isCommand}
          isSendable={isReady && !promise.isCommand}
          send={send}
        >
          <AttachButton add={attached.add} />
          <EmojiButton take={(sign) => field.current?.insert(sign)} />
          <MacroButton macro={macro} take={takingCommand(setText, field)} />
        </Foot>
      </form>
      {promise.form}
    </>
  );
}

/** The files that go along, and room for more while some are dragged. */
function Along({
  attached,
  isDropping,
  field,
}: {
  attached: ReturnType<typeof useComposerFiles>;
  isDropping: boolean;
  field: RefObject<FieldHandle | null>;
}) {
  const t = useText('attachments');
  const remove = (key: string) => {
    attached.remove(key);
    field.current?.focus();
  };
  return (
    <>
      <AttachedList files={attached.files} remove={remove} />
      {attached.isTooMany && <TooMany />}
      {isDropping && <p className={classes.drop}>{t('drop')}</p>}
    </>
  );
}

/** What the keys do where one writes. */
function typing(
  field: RefObject<FieldHandle | null>,
  act: {
    takes: (event: KeyboardEvent) => boolean;
    /** Answers whether there is something to link. */
    link: () => boolean;
    isEmpty: boolean;
    send: () => void;
    openMacros: () => void;
    /** Whether there is a message of one's own to edit. */
    editLast: () => boolean;
  },
) {
  return (event: KeyboardEvent) => {
    if (act.takes(event)) return;
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !event.isComposing) {
      event.preventDefault();
      act.send();
    } else if (event.key === '/' && act.isEmpty && !event.isComposing) {
      event.preventDefault();
      act.openMacros();
    } else if (event.key === 'k' && (event.metaKey || event.ctrlKey)) {
      // Elsewhere it opens the palette.
      if (!act.link()) return;
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'ArrowUp' && act.isEmpty && !event.isComposing) {
      if (act.editLast()) event.preventDefault();
    } else if (event.key === 'Escape' && !event.isComposing) {
      field.current?.element()?.closest('section')?.querySelector<HTMLElement>('[data-thread]')?.focus();
    }
  };
}

/** What goes along, and the buttons that send, at once or later. */
function Foot(props: {
  conversation: Conversation;
  mode: Mode;
  isReady: boolean;
  /** What is written is no command. */
  isSendable: boolean;
  send: (later: SendAt) => void;
  children: ReactNode;
}) {
  const { mode, isReady, children } = props;
  const t = useText('conversations');
  const isNote = mode === 'note';
  return (
    <div className={classes.foot}>
      {children}
      <span className={classes.hint}>
        {t('sendKeys', { keys: shownKeys(sendKeys, isApple()).join(' ') })}
      </span>
      <Button
        type="submit"
        size="compact-md"
        disabled={!isReady}
        color={isNote ? 'amber' : 'accent'}
        leftSection={isNote ? <IconLock size={16} /> : <IconSend2 size={16} />}
      >
        {t(isNote ? 'addNote' : 'send')}
      </Button>
      <SendLater
        conversation={props.conversation}
        isNote={isNote}
        isReady={props.isSendable}
        send={props.send}
      />
    </div>
  );
}

/** Whoever wants to be able to take replies back sends them some seconds later. */
function useUndoLater(mode: Mode): SendAt | undefined {
  const { undoSeconds } = useMe().member;
  return mode === 'reply' && undoSeconds > 0 ? { at: { seconds: undoSeconds }, undo: true } : undefined;
}

function TooMany() {
  const t = useText('attachments');
  return (
    <p className={classes.tooMany} role="alert">
      {t('tooMany', { count: attachmentsMax })}
    </p>
  );
}

/** `/` opens the macros: who goes on with a promise is brought back. */
function takingCommand(setText: (text: string) => void, field: RefObject<FieldHandle | null>) {
  return (typed: string) => {
    if (!isPromiseCommand(typed)) return false;
    setText(`/${typed}`);
    field.current?.focus();
    return true;
  };
}

/** What the toolbar shows, and whether a link is being set. */
function useFormatting() {
  const [active, setActive] = useState(nothingActive);
  const [isLinking, setLinking] = useState(false);
  const [isWanted, setWanted] = useState(false);
  return {
    active,
    setActive,
    isLinking,
    setLinking,
    isWanted,
    want: () => setWanted(true),
    openLink(isOffered: boolean) {
      const isMeant = isOffered && active.isChosen;
      if (isMeant) setLinking(true);
      return isMeant;
    },
  };
}

function Top(props: { mode: Mode; choose: (mode: Mode) => void; toolbar: ToolbarProps }) {
  return (
    <div className={writing.top}>
      <ModeSwitch mode={props.mode} choose={props.choose} />
      <Toolbar {...props.toolbar} />
    </div>
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

/** What is on screen when a reply is begun, or found begun, is what its writer has seen. */
function useBegun(store: Store, id: string, mode: Mode, isWritten: boolean): void {
  useEffect(() => store.forget(id), [store, id]);
  useEffect(() => {
    if (mode !== 'reply') return;
    if (isWritten) store.begin(id);
    else store.forget(id);
  }, [store, id, mode, isWritten]);
}

/** Goes to the field of a mode: each has its own, and the other one is there when it has been drawn. */
function useWriteIn(
  field: RefObject<FieldHandle | null>,
  mode: Mode,
  setMode: (next: Mode) => void,
): (next: Mode) => void {
  const wanted = useRef<Mode>(undefined);
  useLayoutEffect(() => {
    if (wanted.current === mode) field.current?.focus();
    wanted.current = undefined;
  }, [field, mode]);
  return (next) => {
    if (next === mode) return field.current?.focus();
    wanted.current = next;
    setMode(next);
  };
}

/** Takes the wish to write, from a key or the palette, once. */
function useWish({ wish, granted }: Acting, id: string, take: (what: Mode) => void): void {
  // At once: what is typed until the cursor is there would be taken for keys.
  useLayoutEffect(() => {
    if (wish?.id !== id || (wish.what !== 'reply' && wish.what !== 'note')) return;
    take(wish.what);
    granted();
  });
}

/** Sending stands in the `?` sheet; from elsewhere it only brings the cursor back, so nothing goes out by accident. */
function useSendCommand(field: RefObject<FieldHandle | null>, send: () => void): void {
  const t = useText('conversations');
  useCommands([
    {
      id: 'conversation.send',
      label: t('key.send'),
      group: 'conversation',
      keys: sendKeys,
      isHidden: true,
      run: () => (field.current?.hasFocus() ? send() : field.current?.focus()),
    },
  ]);
}
