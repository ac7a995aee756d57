/** One message. Its text was written by a stranger: it becomes text nodes and links, never markup. */
import type { Locale } from '../../../contract/ids.ts';
import type { VisitorMessage } from '../../../contract/visitor.ts';
import type { Unsent } from '../../bridge.ts';
import type { ChatActions, ChatState } from '../chat.ts';
import { timeLabel } from '../labels.ts';
import type { Words } from '../locales/words.ts';
import type { Talk } from './use-talk.ts';

type Props = {
  message: VisitorMessage;
  locale: Locale;
  say: Words;
  fresh: ChatActions['freshPath'];
  react: ChatActions['react'];
  /** Once it is here. */
  talk: Talk | undefined;
  isNamed: boolean;
  isTimed: boolean;
  isLast: boolean;
  isRead: boolean;
};

export function Message(props: Props) {
  const { message, locale, say, fresh, isNamed, isTimed, isLast, isRead, talk } = props;
  const isOwn = message.from === 'visitor';
  const time = timeLabel(message.occurredAt, locale);
  const isEdited = message.changed?.isEdited === true && !message.changed.isDeleted;
  return (
    <div class={isOwn ? 'message own' : 'message'}>
      {isNamed && !isOwn && message.authorName && (
        <p class="author" dir="auto">
          {message.authorName}
        </p>
      )}
      {isOwn && <span class="unseen">{say.you}</span>}
      {message.changed?.isDeleted ? (
        <p class="bubble gone">{say.deleted}</p>
      ) : (
        (message.text || !message.attachments) &&
        (talk && message.rich ? <talk.Rich lines={message.rich} /> : <Text text={message.text} talk={talk} />)
      )}
      {talk && message.attachments && <talk.Attachments files={message.attachments} fresh={fresh} />}
      {talk && !message.changed?.isDeleted && (
        <talk.Reactions message={message} locale={locale} react={props.react} />
      )}
      <p class={isTimed || isLast || isEdited ? 'aside' : 'unseen'}>
        <time dateTime={message.occurredAt}>{time}</time>
        {isEdited && ` · ${say.edited}`}
        {isOwn && isLast && ` · ${isRead ? say.read : say.sent}`}
      </p>
    </div>
  );
}

type UnsentProps = { message: Unsent; state: ChatState; actions: ChatActions; say: Words; isLast: boolean };

/** A message that the server does not have yet, or did not want. */
export function UnsentMessage({ message, state, actions, say, isLast }: UnsentProps) {
  const isRefused = message.refused !== undefined;
  return (
    <div class={classOf(isRefused, state.isOffline)}>
      <span class="unseen">{say.you}</span>
      {message.text && <Text text={message.text} />}
      {message.files?.map(({ key, name, uploadId }) => (
        <p class="bubble file" key={key}>
          <bdi>{name}</bdi>
          <progress max={1} value={uploadId ? 1 : (actions.shareOf(key) ?? 0)} aria-label={name} />
        </p>
      ))}
      <p class={isRefused || isLast ? 'aside' : 'unseen'} title={message.refused}>
        {isRefused ? say.refused : state.isOffline ? say.waiting : say.sending}
        {isRefused && (
          <>
            <button type="button" onClick={() => actions.retry(message.id)}>
              {say.retry}
            </button>
            <button type="button" onClick={() => actions.discard(message.id)}>
              {say.discard}
            </button>
          </>
        )}
      </p>
    </div>
  );
}

function classOf(isRefused: boolean, isOffline: boolean): string {
  if (isRefused) return 'message own refused';
  return isOffline ? 'message own waiting' : 'message own';
}

/** Links come with `talk`; until then, and while it is unsent, a text is its words alone. */
function Text({ text, talk }: { text: string; talk?: Talk | undefined }) {
  return (
    <p class="bubble" dir="auto">
      {talk ? <talk.Linked text={text} /> : text}
    </p>
  );
}
