/** The files of this tab that are on their way into messages. They are uploaded as soon as they are attached. */
import type { Upload } from '../../../contract/attachments.ts';
import { watchCalls } from '../../lib/api.ts';
import { randomId } from '../../lib/random-id.ts';
import { uploadFile } from '../../lib/upload.ts';
import { type Attached, type AttachedState, failedState, LostFile, type OutgoingFile } from './attached.ts';

type Held = { ending: AbortController; running: Promise<Upload | undefined> };

/** A file that never gets through, for what stands in between, waits for a person after so many tries. */
const triesByItselfMax = 5;
const triedByItself = new Map<string, number>();

const none: readonly Attached[] = [];
const listeners = new Set<() => void>();
/** By key, in the order in which they were attached. */
let files: ReadonlyMap<string, Attached> = new Map();
/** Which draft each list belongs to; a message takes its files out of the draft. */
let drafts: ReadonlyMap<string, readonly string[]> = new Map();
const held = new Map<string, Held>();
let shownBefore = new Map<string, { from: unknown; of: unknown; list: readonly Attached[] }>();

function tell(): void {
  for (const listener of listeners) listener();
}

function become(key: string, state: AttachedState): void {
  const before = files.get(key);
  if (!before) return;
  files = new Map(files).set(key, { ...before, state });
  tell();
}

/** Hears of every change. */
export function listenToFiles(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The files of a draft; the same list as long as nothing of it changes. */
export function filesOfDraft(draft: string): readonly Attached[] {
  const keys = drafts.get(draft);
  if (!keys || keys.length === 0) return none;
  const before = shownBefore.get(draft);
  if (before?.from === files && before.of === keys) return before.list;
  const list = filesOf(keys);
  shownBefore = new Map(shownBefore).set(draft, { from: files, of: keys, list });
  return list;
}

/** Files by their keys, as far as this tab has them. */
export function filesOf(keys: readonly string[]): Attached[] {
  return keys.flatMap((key) => files.get(key) ?? []);
}

/** Adds files to a draft and begins to upload them. */
export function attachTo(
  draft: string,
  conversationId: string,
  added: readonly File[],
  bytesMax: number,
): void {
  const made = added.map((file): Attached => {
    const state: AttachedState =
      file.size > bytesMax ? { is: 'too-large', bytesMax } : { is: 'uploading', share: 0 };
    const preview = /^image\/(png|jpeg|gif|webp|avif)$/.test(file.type)
      ? URL.createObjectURL(file)
      : undefined;
    return { key: randomId(), conversationId, name: file.name, bytes: file.size, file, preview, state };
  });
  keep(draft, made);
  for (const { key, state } of made) if (state.is === 'uploading') begin(key);
  tell();
}

/** Adds files to a draft that were uploaded before: their message came back. */
export function attachUploaded(draft: string, conversationId: string, uploads: readonly Upload[]): void {
  const made = uploads.map((upload): Attached => {
    const { name, bytes } = upload;
    const state: AttachedState = { is: 'done', upload };
    return { key: randomId(), conversationId, name, bytes, file: undefined, preview: undefined, state };
  });
  keep(draft, made);
  tell();
}

function keep(draft: string, made: readonly Attached[]): void {
  files = new Map([...files, ...made.map((one) => [one.key, one] as const)]);
  drafts = new Map(drafts).set(draft, [...(drafts.get(draft) ?? []), ...made.map(({ key }) => key)]);
}

function begin(key: string): void {
  const attached = files.get(key);
  if (!attached?.file) return;
  const ending = new AbortController();
  const onShare = (share: number) => become(key, { is: 'uploading', share });
  const running = uploadFile(attached.conversationId, attached.file, { onShare, signal: ending.signal }).then(
    (upload) => {
      become(key, { is: 'done', upload });
      return upload;
    },
    (error: unknown) => {
      if (!ending.signal.aborted) become(key, failedState(error));
      return undefined;
    },
  );
  held.set(key, { ending, running });
}

/** Tries again to upload a file. */
export function retryFile(key: string): void {
  if (files.get(key)?.file) {
    become(key, { is: 'uploading', share: 0 });
    begin(key);
  } else {
    // Its bytes are not in this page.
    become(key, { is: 'failed', error: new LostFile(), isUnreached: false });
  }
}

/** Takes a file out of a draft, and forgets it. */
export function detach(draft: string, key: string): void {
  drafts = new Map(drafts).set(
    draft,
    (drafts.get(draft) ?? []).filter((other) => other !== key),
  );
  forgetFiles([key]);
}

/** Forgets files: their message has gone out, or was given up. */
export function forgetFiles(keys: readonly string[]): void {
  for (const { key, preview } of filesOf(keys)) {
    held.get(key)?.ending.abort(new DOMException('given up', 'AbortError'));
    held.delete(key);
    triedByItself.delete(key);
    if (preview !== undefined) URL.revokeObjectURL(preview);
  }
  files = new Map([...files].filter(([key]) => !keys.includes(key)));
  tell();
}

/** Takes the files out of a draft, for a message that goes out. */
export function takeFiles(draft: string): OutgoingFile[] {
  const taken = filesOfDraft(draft).map(({ key, name, bytes }) => ({ key, name, bytes }));
  drafts = new Map([...drafts].filter(([other]) => other !== draft));
  tell();
  return taken;
}

/** Puts files back into a draft, as far as this tab has them. */
export function putBack(draft: string, keys: readonly string[]): void {
  const there = keys.filter((key) => files.has(key));
  if (there.length === 0) return;
  drafts = new Map(drafts).set(draft, [...there, ...(drafts.get(draft) ?? [])]);
  tell();
}

/** The id of a file's upload, as far as there is one. */
export function uploadIdOf({ key, uploadId }: OutgoingFile): string | undefined {
  const state = files.get(key)?.state;
  return state?.is === 'done' ? state.upload.uploadId : uploadId;
}

/** Waits until a file is uploaded, and tries again when it was not. @throws LostFile, and what the upload failed of. */
export async function uploaded(file: OutgoingFile): Promise<string> {
  const before = uploadIdOf(file);
  if (before !== undefined) return before;
  const there = files.get(file.key);
  if (!there) throw new LostFile();
  if (there.state.is === 'failed') retryFile(file.key);
  const upload = await held.get(file.key)?.running;
  if (upload) return upload.uploadId;
  const { state } = files.get(file.key) ?? there;
  throw state.is === 'failed' ? state.error : new LostFile();
}

/** The server does not know these uploads any more: they are sent anew. Answers whether that can be. */
export function uploadAnew(outgoing: readonly OutgoingFile[]): boolean {
  const there = filesOf(outgoing.map(({ key }) => key));
  for (const { key } of there) retryFile(key);
  return there.length === outgoing.length;
}

// Any answer says that the server can be reached again.
watchCalls((failure) => {
  if (failure !== undefined) return;
  for (const { key, state } of files.values()) {
    if (state.is !== 'failed' || !state.isUnreached) continue;
    const count = triedByItself.get(key) ?? 0;
    triedByItself.set(key, count + 1);
    if (count < triesByItselfMax) retryFile(key);
  }
});

globalThis.addEventListener?.('beforeunload', (event) => {
  // What is not uploaded would be lost with the page.
  if ([...files.values()].some(({ state }) => state.is !== 'done')) event.preventDefault();
});
