/** The files of this page that are on their way: their bytes, and how far each is. Nothing of them outlives the page. */
import type { UnsentFile } from '../bridge.ts';
import { randomId } from '../random-id.ts';
import type { Answer, Api } from './api.ts';

export type HeldFiles = ReturnType<typeof createHeldFiles>;
type Uploaded = Extract<Awaited<ReturnType<Api['uploadFile']>>, { kind: 'done' }>['value'];

/** `onChange` hears how far they are. */
export function createHeldFiles(api: Api, onChange: () => void) {
  const files = new Map<string, File>();
  const shares = new Map<string, number>();

  return {
    /** Takes files for a message; what is kept of them names them. */
    hold: (given: readonly File[]): UnsentFile[] =>
      given.map((file) => {
        const key = randomId();
        files.set(key, file);
        return { key, name: file.name };
      }),
    /** From 0 to 1, while it is on its way. */
    share: (key: string) => shares.get(key),
    has: (key: string) => files.has(key),
    async upload(token: string, { key }: UnsentFile): Promise<Answer<Uploaded>> {
      const file = files.get(key);
      if (!file) return { kind: 'refused', why: 'The page with this file was closed.' };
      const answer = await api.uploadFile(token, file, (share) => {
        shares.set(key, share);
        onChange();
      });
      shares.delete(key);
      return answer;
    },
    /** The message has gone, or was given up. */
    forget(kept: readonly UnsentFile[]) {
      for (const { key } of kept) files.delete(key);
    },
  };
}
