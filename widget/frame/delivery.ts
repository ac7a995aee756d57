/** One attempt to bring a message of the visitor to the server. */
import type { Locale } from '../../contract/ids.ts';
import type { VisitorMessage } from '../../contract/visitor.ts';
import type { Unsent } from '../bridge.ts';
import type { Answer, Api, Failure } from './api.ts';
import type { FollowedThread } from './followed-thread.ts';
import type { HeldFiles } from './held-files.ts';
import type { Outcome } from './outbox.ts';
import type { Session } from './session.ts';

type Deps = {
  api: Api;
  session: Session;
  thread: FollowedThread;
  locale: Locale;
  files: HeldFiles;
  /** Keeps what has become of a message's files. */
  change(message: Unsent): void;
  /** The greeting was answered. */
  onGreeted(): void;
};

/** Gets a session where there is none yet; a token that has expired is given up, and the message waits for a new one. */
export async function deliver(deps: Deps, message: Unsent): Promise<Outcome> {
  const { id, text } = message;
  const { api, session, locale } = deps;
  const ensured = await session.ensure();
  if (ensured.kind === 'none') return { kind: 'later', waitMilliseconds: 0 };
  if (ensured.kind !== 'ready') return ensured;
  const introduced = message.introduction && (await api.introduce(ensured.token, message.introduction));
  // Answers that the server refuses must not keep the message back.
  if (introduced?.kind === 'later') return introduced;
  const uploaded = await uploadAll(deps, ensured.token, message);
  const answer =
    uploaded.kind === 'done'
      ? await api.postMessage(ensured.token, {
          id,
          text,
          language: locale,
          ...greets(message),
          ...uploaded.value,
        })
      : uploaded;
  if (answer.kind === 'unauthenticated') {
    session.expired(ensured.token);
    return { kind: 'later', waitMilliseconds: 0 };
  }
  if (answer.kind === 'refused' && answer.status === goneStatus) return uploadAnew(deps, message, answer);
  if (answer.kind !== 'done') return answer;
  deps.files.forget(message.files ?? []);
  // Somebody else may be here by now: then it stays in the thread of the one who wrote it.
  if (session.isCurrent(ensured.token)) await show(deps, ensured.token, message, answer.value);
  return { kind: 'sent' };
}

const greets = ({ greeting }: Unsent) => (greeting === undefined ? {} : { greeting });

/** What it answers stands before it from now on: both are fetched, so that neither is seen without the other. */
async function show(
  { api, thread, onGreeted }: Deps,
  token: string,
  { greeting }: Unsent,
  own: VisitorMessage,
): Promise<void> {
  const page = greeting === undefined ? undefined : await api.listMessages(token);
  if (page?.kind === 'done' && thread.owner() === token) thread.takeNewest(page.value);
  else thread.takeOwn(own);
  if (greeting !== undefined) onGreeted();
}

/** The server does not know an upload: it was used, or lay there too long. */
const goneStatus = 410;

/** Uploads what is not uploaded yet, one after the other; what is done is kept, so that it is not done again. */
async function uploadAll(
  { files, change }: Deps,
  token: string,
  message: Unsent,
): Promise<Answer<{ attachmentIds?: string[] }>> {
  const attachmentIds: string[] = [];
  let so = message;
  for (const file of message.files ?? []) {
    let { uploadId } = file;
    if (uploadId === undefined) {
      const answer = await files.upload(token, file);
      if (answer.kind !== 'done') return answer;
      uploadId = answer.value.uploadId;
      const done = { ...file, uploadId };
      so = { ...so, files: (so.files ?? []).map((one) => (one.key === file.key ? done : one)) };
      change(so);
    }
    attachmentIds.push(uploadId);
  }
  return { kind: 'done', value: attachmentIds.length > 0 ? { attachmentIds } : {} };
}

/** Once more from the bytes, as long as this page has them. */
function uploadAnew(
  { files, change }: Deps,
  message: Unsent,
  answer: Failure & { kind: 'refused' },
): Outcome {
  const there = message.files ?? [];
  if (there.length === 0 || !there.every(({ key }) => files.has(key))) return answer;
  change({ ...message, files: there.map(({ key, name }) => ({ key, name })) });
  return { kind: 'later', waitMilliseconds: 0 };
}
