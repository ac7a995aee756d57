/** The bytes of one mail, chunk by chunk: a long one is never whole in memory. */
import type { Connection } from './connection.ts';

/** Thrown by `rawOf` when the server has no such mail any more. */
export const goneCode = 'MailGone';

/** So often nothing must come where something should, until that is believed to be the end. */
const emptiesMax = 2;

/** Where the parts that a server sends begin, where it says so. */
type Origins = { partialOrigins?: Map<string, number> };

/** The mail with this UID, whose size the server told; sizes that are told wrong are borne. */
export async function* rawOf(
  { client, within }: Connection,
  { uid, size }: { uid: number; size: number },
  chunkBytes: number,
): AsyncGenerator<Buffer> {
  let [wasShort, empties] = [false, 0];
  for (let start = 0; ; ) {
    const asked = { source: { start, maxLength: chunkBytes } };
    const answer = await within(client.fetchOne(String(uid), asked, { uid: true }));
    if (!answer) throw Object.assign(new Error('The mail is gone.'), { code: goneCode });
    const chunk = answer.source ?? Buffer.alloc(0);
    const origin = (answer as Origins).partialOrigins?.get('');
    if (origin !== undefined && origin !== start) {
      throw Object.assign(new Error('The server sent another part.'), { code: 'OtherPart' });
    }
    const isWhole = chunk.length > chunkBytes;
    // A server that ignores where to begin sends the same once more.
    if (start > 0 && origin === undefined && (wasShort || isWhole)) return;
    if (chunk.length === 0) {
      empties += 1;
      if (empties < emptiesMax && start < size) continue;
      if (start > 0 || size === 0) return;
      throw Object.assign(new Error('The server sent nothing of a mail.'), { code: 'NothingSent' });
    }
    yield chunk;
    start += chunk.length;
    wasShort = chunk.length < chunkBytes;
    if (isWhole || start === size || (wasShort && start > size)) return;
  }
}
