/** Everything said so far, the newest at the bottom. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ChatActions, ChatState } from '../chat.ts';
import { dayLabel } from '../labels.ts';
import type { Words } from '../locales/words.ts';
import { isOneRun } from '../thread.ts';
import { Message, UnsentMessage } from './message.tsx';
import { isNearStart, measure, scrollAtEnd, settle } from './scroll.ts';
import { useTalk } from './use-talk.ts';

type Props = { state: ChatState; actions: ChatActions; say: Words };

export function MessageLog({ state, actions, say }: Props) {
  const log = useRef<HTMLDivElement>(null);
  const scroll = useRef(scrollAtEnd);
  const { messages, unsent, hasOlder, face, greeting } = state;
  const last = unsent.at(-1)?.id ?? messages.at(-1)?.id;

  useLayoutEffect(() => {
    if (!log.current) return;
    const isOwnLast = unsent.length > 0 || messages.at(-1)?.from === 'visitor';
    scroll.current = settle(log.current, scroll.current, { first: messages[0]?.id, last, isOwnLast });
  });

  function onScroll() {
    if (!log.current) return;
    scroll.current = { ...scroll.current, ...measure(log.current) };
    if (hasOlder && isNearStart(log.current)) void actions.loadOlder();
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard could not scroll everywhere
    <div ref={log} class="log" role="log" aria-label={say.messages} tabIndex={0} onScroll={onScroll}>
      {hasOlder && (
        <button type="button" class="older" onClick={() => void actions.loadOlder()}>
          {say.older}
        </button>
      )}
      {!hasOlder && face && (messages.length > 0 || !greeting) && (
        <p class="bubble" dir="auto">
          {face.greeting || say.greeting}
        </p>
      )}
      {state.isLoading && messages.length === 0 && <p class="loading">{say.loading}</p>}
      <Days state={state} say={say} last={last} actions={actions} />
      {greeting && (
        <p class="bubble" dir="auto">
          {greeting.text}
        </p>
      )}
      {unsent.map((message) => (
        <UnsentMessage
          key={message.id}
          message={message}
          state={state}
          actions={actions}
          say={say}
          isLast={message.id === last}
        />
      ))}
      {state.isEnded && unsent.length === 0 && <p class="day">{say.ended}</p>}
    </div>
  );
}

type DaysProps = {
  state: ChatState;
  say: Words;
  last: string | undefined;
  actions: ChatActions;
};

/** The messages that the server has: a day's name above each day's first, a name and a time for each run of one author. */
function Days({ state, say, last, actions }: DaysProps) {
  const { messages, locale, readUntil } = state;
  const talk = useTalk(messages.length > 0);
  const now = new Date();
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const after = messages[index + 1];
    const day = dayLabel(message.occurredAt, locale, now);
    const isNewDay = before === undefined || dayLabel(before.occurredAt, locale, now) !== day;
    return [
      isNewDay && (
        <p class="day" key={`day ${message.id}`}>
          {day}
        </p>
      ),
      <Message
        key={message.id}
        message={message}
        locale={locale}
        say={say}
        fresh={actions.freshPath}
        react={actions.react}
        talk={talk}
        isNamed={isNewDay || !isOneRun(before, message)}
        isTimed={after === undefined || !isOneRun(message, after)}
        isLast={message.id === last}
        isRead={message.occurredAt <= readUntil}
      />,
    ];
  });
}
