/** A file on its way into a message, as far as it is. Pure. */
import type { Upload } from '../../../contract/attachments.ts';
import { ApiError, NetworkError } from '../../lib/api.ts';

export type AttachedState =
  | { is: 'uploading'; share: number }
  | { is: 'done'; upload: Upload }
  /** Unreached: it is tried again by itself. */
  | { is: 'failed'; error: unknown; isUnreached: boolean }
  | { is: 'too-large'; bytesMax: number };

export type Attached = {
  key: string;
  conversationId: string;
  name: string;
  bytes: number;
  /** Undefined for one that was uploaded before, and came back with its message. */
  file: File | undefined;
  /** Where a picture can be seen meanwhile. */
  preview: string | undefined;
  state: AttachedState;
};

/** What of a file is kept with its message, across a reload too: bytes that were not uploaded are lost then. */
export type OutgoingFile = { key: string; name: string; bytes: number; uploadId?: string | undefined };

/** A file that a message can't take along, because the page that held it was closed. */
export class LostFile extends Error {}

/** The state after an upload failed. */
export function failedState(error: unknown): AttachedState {
  const isAway = error instanceof ApiError && error.code === 'unavailable';
  return { is: 'failed', error, isUnreached: isAway || error instanceof NetworkError };
}

/** Whether a message may go with these: what waits for the connection goes along, what was refused must go first. */
export function areSendable(files: readonly Attached[]): boolean {
  return files.every(
    ({ state }) => state.is !== 'too-large' && !(state.is === 'failed' && !state.isUnreached),
  );
}

/** The files of something pasted; none where words come along, which are meant then. */
export function pastedFiles(data: Pick<DataTransfer, 'files' | 'getData'>): File[] {
  return data.getData('text/plain') === '' ? [...data.files] : [];
}
