import { expect, test } from 'vitest';
import { ApiError, NetworkError } from '../../lib/api.ts';
import { type Attached, type AttachedState, areSendable, failedState, pastedFiles } from './attached.ts';
import { outgoing, seen } from './outbox.ts';
import { keepOutbox, readOutbox } from './outbox-storage.ts';

const file = new File(['x'], 'a.png');
const attached = (state: AttachedState): Attached => ({
  key: 'k',
  conversationId: 'c',
  ...{ file, name: file.name, bytes: file.size },
  preview: undefined,
  state,
});
const refusal = (code: 'unavailable' | 'too-large', status: number) =>
  new ApiError({ code, status, title: 'no' });

test('what did not reach the server is tried again by itself, what was refused is not', () => {
  expect(failedState(new NetworkError('away'))).toMatchObject({ isUnreached: true });
  expect(failedState(refusal('unavailable', 503))).toMatchObject({ isUnreached: true });
  expect(failedState(refusal('too-large', 413))).toMatchObject({ isUnreached: false });
});

test('a message goes with files that are on their way or wait, and not with one that was refused', () => {
  const good = [attached({ is: 'uploading', share: 0.5 }), attached(failedState(new NetworkError('away')))];
  expect(areSendable(good)).toBe(true);
  expect(areSendable([])).toBe(true);
  expect(areSendable([...good, attached({ is: 'too-large', bytesMax: 1 })])).toBe(false);
  expect(areSendable([...good, attached(failedState(refusal('too-large', 413)))])).toBe(false);
});

test('pasted words are words, also where the clipboard holds a picture of them', () => {
  const holding = (text: string) => ({ files: [file] as unknown as FileList, getData: () => text });
  expect(pastedFiles(holding(''))).toEqual([file]);
  expect(pastedFiles(holding('a table'))).toEqual([]);
});

test('a message with files is known in the stream by its words and how many files it has', () => {
  const item = outgoing({
    key: 'm',
    conversationId: 'c',
    text: '',
    note: false,
    files: [{ key: 'k', name: 'a.png', bytes: 1 }],
    writtenAt: '2026-01-01T00:00:00.000Z',
  });
  const told = { id: '1', conversationId: 'c', text: '', note: false, author: { kind: 'member', id: 'me' } };
  const sent = { fileId: 'f', name: 'a.png', type: 'image/png', bytes: 1 };
  expect(seen([item], { ...told, attachments: [sent] } as never, 'me')[0]?.seenAs).toBe('1');
  expect(seen([item], told as never, 'me')[0]?.seenAs).toBeUndefined();
});

test('after a reload a message still knows the uploads of its files', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const files = [
    { key: 'k', name: 'a.png', bytes: 1, uploadId: 'up_1' },
    { key: 'l', name: 'b.png', bytes: 2 },
  ];
  const item = { key: 'm', conversationId: 'c', text: '', note: false, writtenAt: new Date().toISOString() };
  keepOutbox(storage, 'me', [outgoing({ ...item, files })]);
  expect(readOutbox(storage, 'me', Date.now())[0]?.files).toEqual(files);
});
