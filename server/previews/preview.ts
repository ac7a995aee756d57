/** The preview of a message's link: as it is kept, or as it is fetched now. No transaction is open meanwhile. */
import { Problem } from '../../contract/errors.ts';
import type { LinkPreview } from '../../contract/previews.ts';
import { readWorkspace } from '../accounts/index.ts';
import { shownById } from '../conversations/index.ts';
import { type Db, inWorkspace, type Tx } from '../platform/db/index.ts';
import { createLimiter } from '../platform/limits/index.ts';
import type { Getter } from '../platform/ssrf/index.ts';
import { fetchPage, type Picture } from './fetch.ts';
import { firstLink } from './link.ts';
import { type For, type Kept, keepPage, keptPage, keptPicture } from './store.ts';
import { createTurns } from './turns.ts';

export type PreviewDeps = { get: Getter; publicUrl: string; now: () => Date };
type Where = { db: Db; workspaceId: string };

export type Previews = {
  of: (where: Where, messageId: string) => Promise<LinkPreview | null>;
  pictureOf: (where: Where, messageId: string) => Promise<Picture>;
};

/** How much of the network this server takes for previews. */
const limits = { atOnceMax: 8, atOnceOfKeyMax: 3, waitingOfKeyMax: 30 };
/** What of it a workspace gets: far above what people read. */
const newPages = { points: 300, seconds: 600 };

/** Previews, as one process fetches them. */
export function createPreviews({ get, publicUrl, now }: PreviewDeps): Previews {
  const turns = createTurns(limits);
  const fetches = createLimiter(newPages);
  const underway = new Map<string, Promise<void>>();

  /** One fetch of a page at a time, however many look at it. */
  function fetchOnce(where: Where, wanted: For): Promise<void> {
    const key = `${where.workspaceId} ${wanted.address}`;
    const begun = underway.get(key);
    if (begun !== undefined) return begun;
    const fetching = fetchInto(where, wanted).finally(() => underway.delete(key));
    underway.set(key, fetching);
    return fetching;
  }

  async function fetchInto({ db, workspaceId }: Where, wanted: For): Promise<void> {
    fetches.take(workspaceId);
    await turns.take(workspaceId, async () => {
      // Somebody else may have fetched it since it was looked up.
      if (await inWorkspace(db, workspaceId, (tx) => keptPage(tx, wanted, now()))) return;
      const fetched = await fetchPage(get, wanted.address);
      await inWorkspace(db, workspaceId, (tx) => keepPage(tx, wanted, fetched, now()));
    });
  }

  const wantedIn = async ({ db, workspaceId }: Where, messageId: string) =>
    inWorkspace(db, workspaceId, async (tx): Promise<{ wanted?: For; kept?: Kept | undefined }> => {
      const wanted = await linkIn(tx, messageId);
      if (!wanted || new URL(wanted.address).host === new URL(publicUrl).host) return {};
      return { wanted, kept: await keptPage(tx, wanted, now()) };
    });

  return {
    async of(where, messageId) {
      const { wanted, kept } = await wantedIn(where, messageId);
      if (!wanted) return null;
      if (kept) return shownOf(wanted, kept);
      await fetchOnce(where, wanted);
      return shownOf(wanted, (await wantedIn(where, messageId)).kept);
    },
    async pictureOf(where, messageId) {
      const found = await inWorkspace(where.db, where.workspaceId, async (tx) => {
        const wanted = await linkIn(tx, messageId);
        return wanted && keptPicture(tx, wanted.address, now());
      });
      if (!found) throw new Problem('not-found', 'There is no such picture.');
      return found;
    },
  };
}

/** The link of a message that the workspace wants to be fetched. @throws Problem `not-found` for what is no message here. */
async function linkIn(tx: Tx, messageId: string): Promise<For | undefined> {
  const [message] = await shownById(tx, [messageId]);
  if (
    message?.kind !== 'message.received' &&
    message?.kind !== 'message.sent' &&
    message?.kind !== 'note.added'
  )
    throw new Problem('not-found', 'There is no such message.');
  const { linkPreviews } = await readWorkspace(tx);
  const isTheTeams = message.kind !== 'message.received';
  if (linkPreviews === 'off' || (linkPreviews === 'team' && !isTheTeams) || message.customerId === null)
    return undefined;
  const link = firstLink(message.payload.text);
  return link && { messageId, customerId: message.customerId, address: link.href };
}

function shownOf({ address }: For, kept: Kept | undefined): LinkPreview | null {
  return kept?.page ? { url: address, site: new URL(address).host, ...kept.page } : null;
}
