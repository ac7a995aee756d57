/** What is unread, in one mail. It starts from committed rows: whoever takes them adds the job, and the job sends. */
import { z } from 'zod';
import { id } from '../../contract/ids.ts';
import { memberNames, reachOf } from '../accounts/index.ts';
import { type Db, inWorkspace } from '../platform/db/index.ts';
import { type Mailer, writtenMail } from '../platform/mailer/index.ts';
import { notificationWords } from './locales/words.ts';
import { type RemindersOf, unreadAmong } from './queries.ts';
import { pathOf, saidOf } from './said.ts';

export const digestTask = 'notifications.mail';
export const digestIdsMax = 200;
/** So many are told of one by one. */
const linesMax = 20;

export const digestPayload = z.object({
  workspaceId: id,
  memberId: id,
  mailId: id,
  ids: z.array(id).max(digestIdsMax),
});
export type DigestDeps = { db: Db; mailer: Mailer; publicUrl: string; remindersOf: RemindersOf };

/** Mails what of it is still unread; nothing, when nothing is. */
export async function mailDigestNow(deps: DigestDeps, digest: z.output<typeof digestPayload>): Promise<void> {
  const { workspaceId, memberId } = digest;
  const found = await inWorkspace(deps.db, workspaceId, async (tx) => {
    const reach = await reachOf(tx, memberId);
    const unread = reach ? await unreadAmong(tx, deps.remindersOf, memberId, digest.ids) : [];
    const names = await memberNames(
      tx,
      unread.flatMap(({ actor }) => actor.id ?? []),
    );
    return reach && { reach, unread, names };
  });
  if (!found || found.unread.length === 0) return;
  const { reach, unread, names } = found;
  const words = notificationWords[reach.locale];
  const linkTo = (path: string) => {
    const url = new URL(path, deps.publicUrl);
    url.searchParams.set('workspace', workspaceId);
    return url.href;
  };
  const lines = unread.slice(0, linesMax).map((one) => {
    const said = saidOf(one, names);
    const about = said.whom === null ? '' : ` · ${words.about(said.whom)}`;
    return { text: `${words.title(said)}${about}`, link: linkTo(pathOf(one)) };
  });
  const more = unread.length - lines.length;
  const [only] = lines;
  const mail = writtenMail(
    reach.locale,
    {
      subject: unread.length === 1 && only ? only.text : words.subject(unread.length),
      lines: more > 0 ? [...lines, words.more(more)] : lines,
      button: words.button,
      afterwards: words.afterwards,
    },
    unread.length === 1 && only ? only.link : linkTo('/notifications'),
  );
  await deps.mailer.sendAutomatic({ ...mail, to: reach.email, id: `notifications-${digest.mailId}` });
}
