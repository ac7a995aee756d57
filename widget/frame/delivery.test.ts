/** Files with their message: uploaded once, kept as soon as they are, and sent again from their bytes where they must. */
import { expect, test } from 'vitest';
import type { Unsent } from '../bridge.ts';
import type { Api } from './api.ts';
import { deliver } from './delivery.ts';
import { createHeldFiles } from './held-files.ts';

type Post = Parameters<Api['postMessage']>[1];

/** A server that knows the uploads it has answered, but those that it has forgotten. */
function world() {
  const known = new Set<string>();
  const posted: Post[] = [];
  let count = 0;
  let failing: 'upload' | undefined;
  const api = {
    uploadFile: async (_token: string, file: File, onShare: (share: number) => void) => {
      onShare(0.5);
      if (failing === 'upload') return { kind: 'later', waitMilliseconds: 0 } as const;
      const uploadId = `up_${++count}`;
      known.add(uploadId);
      const value = { uploadId, name: file.name, type: 'image/png', bytes: file.size };
      return { kind: 'done', value } as const;
    },
    postMessage: async (_token: string, body: Post) => {
      if (!(body.attachmentIds ?? []).every((id) => known.has(id)))
        return { kind: 'refused', why: 'gone', status: 410 } as const;
      posted.push(body);
      const value = {
        id: body.id,
        text: body.text,
        from: 'visitor',
        authorName: null,
        occurredAt: '',
      } as const;
      return { kind: 'done', value } as const;
    },
  } as unknown as Api;
  const files = createHeldFiles(api, () => undefined);
  let message: Unsent = { id: 'm', text: '', at: 1 };
  const deps = {
    api,
    files,
    locale: 'en' as const,
    session: {
      ensure: async () => ({ kind: 'ready', token: 't' }),
      expired: () => {},
      isCurrent: () => true,
    } as never,
    thread: { takeOwn: () => {} } as never,
    onGreeted: () => undefined,
    change: (next: Unsent) => {
      message = next;
    },
  };
  return {
    posted,
    known,
    files,
    fail: (what: 'upload' | undefined) => {
      failing = what;
    },
    give: (names: string[]) => {
      message = { ...message, files: files.hold(names.map((name) => new File(['x'], name))) };
    },
    message: () => message,
    set: (next: Unsent) => {
      message = next;
    },
    uploads: () => count,
    deliver: () => deliver(deps, message),
  };
}

test('every file is uploaded once, also when the next one has to wait', async () => {
  const w = world();
  w.give(['a.png', 'b.png']);
  w.fail('upload');
  expect(await w.deliver()).toMatchObject({ kind: 'later' });
  w.fail(undefined);
  expect(await w.deliver()).toEqual({ kind: 'sent' });
  expect(w.posted).toEqual([{ id: 'm', text: '', language: 'en', attachmentIds: ['up_1', 'up_2'] }]);
  expect(w.uploads()).toBe(2);
});

test('an upload that the server has forgotten is sent anew from its bytes', async () => {
  const w = world();
  w.give(['a.png']);
  const again = {
    ...w.message(),
    files: w.message().files?.map((file) => ({ ...file, uploadId: 'up_old' })),
  };
  const first = await deliverWith(w, again as Unsent);
  expect(first).toMatchObject({ kind: 'later' });
  expect(await w.deliver()).toEqual({ kind: 'sent' });
  expect(w.posted[0]?.attachmentIds).toEqual(['up_1']);
});

test('what was uploaded outlives the page, what was not is said to be lost', async () => {
  const w = world();
  w.known.add('up_kept');
  expect(
    await deliverWith(w, {
      id: 'm',
      text: 'x',
      at: 1,
      files: [{ key: 'k', name: 'a', uploadId: 'up_kept' }],
    }),
  ).toEqual({ kind: 'sent' });
  expect(await deliverWith(w, { id: 'n', text: 'x', at: 1, files: [{ key: 'k', name: 'a' }] })).toMatchObject(
    {
      kind: 'refused',
    },
  );
});

function deliverWith(w: ReturnType<typeof world>, message: Unsent) {
  w.set(message);
  return w.deliver();
}
