/** The endpoints of mails and of what became of replies. */
import { open } from 'node:fs/promises';
import { sql } from 'kysely';
import { Problem } from '../../../contract/errors.ts';
import { id, time } from '../../../contract/ids.ts';
import { mailEndpoints as endpoints, type MailRecord, mailBytesMax } from '../../../contract/mail.ts';
import { by, type MemberCaller } from '../../accounts/index.ts';
import { lockCustomer, mailAddressesOf, markAddress } from '../../customers/index.ts';
import { inWorkspace } from '../../platform/db/index.ts';
import { bytesOf, lengthOf, openRoute, type Route, route } from '../../platform/http/index.ts';
import { createLimiter } from '../../platform/limits/index.ts';
import { decodeCursor, encodeCursor } from '../../platform/paging/index.ts';
import { connectingRoutes } from './connecting/routes.ts';
import type { EmailDeps } from './deps.ts';
import { headerFields } from './header-fields.ts';
import { readHealth, wantRange } from './imap/health.ts';
import { readMailbox } from './inboxes.ts';
import { readPage } from './page.ts';
import { listMailDeliveries, settleMailDelivery } from './sending/settle.ts';
import { answerPicture } from './showing/picture-route.ts';
import { findMail, keepRaw, mailJson, openRaw, rawPath, readMail, recordMail } from './store.ts';
import { readVerdict } from './verdict.ts';

type Who = MemberCaller;

/** A page of a hostile mail costs seconds. */
const pagesAMinute = 60;
const fieldsMax = 500;
const headBytesMax = 256 * 1_024;

export type MailRouteDeps = EmailDeps & {
  /** Something waits to be read or sent. */
  wake: () => void;
};

/** Every endpoint of mails. */
export function mailRoutes(deps: MailRouteDeps): Route<Who>[] {
  return [...journal(deps), ...reading(deps), ...deliveries, ...connectingRoutes(deps)];
}

function journal(deps: MailRouteDeps): Route<Who>[] {
  return [
    openRoute<Who, typeof endpoints.postMail>(
      endpoints.postMail,
      async ({ db, who, params, request, reply }) => {
        const { workspaceId } = who;
        await inWorkspace(db, workspaceId, (tx) => readMailbox(tx, params.id));
        if ((lengthOf(request) ?? 0) > mailBytesMax) throw tooLarge();
        const raw = await keepRaw(deps.dataDir, workspaceId, bytesOf(request));
        const { record, isNew } = await inWorkspace(db, workspaceId, async (tx) => {
          const { mailId, isNew } = await recordMail(tx, params.id, raw, 'posted');
          return { record: await readMail(tx, mailId), isNew };
        });
        deps.wake();
        if (!isNew) reply.status(200);
        return record;
      },
    ),
    route<Who, typeof endpoints.listMails>(endpoints.listMails, async ({ tx, params, query }) => {
      await readMailbox(tx, params.id);
      const key = decodeCursor(query.cursor, [time, id]);
      const { rows } = await sql<{ json: MailRecord }>`
        select ${mailJson} as json from mails m
        where m.inbox_id = ${params.id} and ${query.state === undefined ? sql`true` : sql`m.state = ${query.state}`}
          and ${query.after === undefined ? sql`true` : sql`m.arrived_at >= ${query.after}::timestamptz`}
          and ${query.before === undefined ? sql`true` : sql`m.arrived_at < ${query.before}::timestamptz`}
          and ${key ? sql`(m.arrived_at, m.id) < (${key[0]}::timestamptz, ${key[1]}::uuid)` : sql`true`}
        order by m.arrived_at desc, m.id desc limit ${query.limit + 1}`.execute(tx);
      const data = rows.slice(0, query.limit).map(({ json }) => json);
      const last = data.at(-1);
      return {
        data,
        next: rows.length > query.limit && last ? encodeCursor([last.arrivedAt, last.id]) : null,
      };
    }),
    route<Who, typeof endpoints.readMailHealth>(endpoints.readMailHealth, async ({ tx, params }) => {
      await readMailbox(tx, params.id);
      return readHealth(tx, params.id, deps.now());
    }),
    route<Who, typeof endpoints.fillMailRange>(endpoints.fillMailRange, async ({ tx, params, body }) => {
      const { settings } = await readMailbox(tx, params.id);
      if (settings.receiving === null)
        throw new Problem('conflict', 'This inbox has no mailbox to look through. Name one in its settings.');
      if (body.after >= body.before)
        throw new Problem('invalid-input', 'The range ends before it begins. Change one of the two.');
      await wantRange(tx, params.id, body);
      return readHealth(tx, params.id, deps.now());
    }),
    route<Who, typeof endpoints.readMailAgain>(endpoints.readMailAgain, async ({ tx, params }) => {
      const mail = await findMail(tx, params.id, true);
      if (mail.state === 'rejected' || mail.state === 'quarantined') {
        await sql`
          update mails set state = 'waiting', outcome = null, reason = null, attempts = 0, due_at = clock_timestamp()
          where id = ${mail.id}`.execute(tx);
      }
      return readMail(tx, params.id);
    }),
  ];
}

function reading(deps: MailRouteDeps): Route<Who>[] {
  const pages = createLimiter({ points: pagesAMinute, seconds: 60 });
  const found = (db: EmailDeps['db'], { workspaceId }: Who, mailId: string) =>
    inWorkspace(db, workspaceId, (tx) => findMail(tx, mailId));
  return [
    openRoute<Who, typeof endpoints.readMailOriginal>(
      endpoints.readMailOriginal,
      async ({ db, who, params }) => {
        const { sha256 } = await found(db, who, params.id);
        return {
          file: await openRaw(deps.dataDir, who.workspaceId, sha256),
          // Never as a mail: some browsers would show its HTML.
          type: 'application/octet-stream',
          name: `${params.id}.eml`,
          headers: {
            'content-security-policy': "default-src 'none'; sandbox",
            'cache-control': 'private, no-store',
          },
        };
      },
    ),
    openRoute<Who, typeof endpoints.readMailFields>(endpoints.readMailFields, async ({ db, who, params }) => {
      const mail = await found(db, who, params.id);
      const head = await beginningOf(rawPath(deps.dataDir, who.workspaceId, mail.sha256));
      return { ...headerFields(head, fieldsMax), sender: await readVerdict(deps, who.workspaceId, mail) };
    }),
    openRoute<Who, typeof endpoints.readMailPage>(
      endpoints.readMailPage,
      async ({ db, who, params, query }) => {
        pages.take(who.memberId);
        const mail = await found(db, who, params.id);
        return readPage(deps, who.workspaceId, mail, query.pictures === 'true');
      },
    ),
    openRoute<Who, typeof endpoints.readMailPicture>(endpoints.readMailPicture, ({ query }) =>
      answerPicture(deps, query),
    ),
  ];
}

const deliveries: Route<Who>[] = [
  route<Who, typeof endpoints.trustAddress>(endpoints.trustAddress, async ({ tx, who, params, body }) => {
    const known = await mailAddressesOf(tx, await lockCustomer(tx, params.id));
    if (!known.some(({ address }) => address === body.address))
      throw new Problem('not-found', 'This customer has no such mail address.');
    await markAddress(tx, by(who), params.id, { address: body.address, works: true, reason: null });
  }),
  route<Who, typeof endpoints.listMailDeliveries>(endpoints.listMailDeliveries, async ({ tx, params }) => ({
    data: await listMailDeliveries(tx, params.id),
    next: null,
  })),
  route<Who, typeof endpoints.settleMailDelivery>(endpoints.settleMailDelivery, ({ tx, who, params, body }) =>
    settleMailDelivery(tx, by(who), params.id, body.as),
  ),
];

async function beginningOf(path: string): Promise<Buffer> {
  const handle = await open(path).catch(() => undefined);
  if (!handle) throw new Problem('not-found', 'The original of this mail is not there any more.');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytesMax), 0, headBytesMax, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function tooLarge(): Problem {
  return new Problem('too-large', `A mail may have ${mailBytesMax / 2 ** 20} MB.`);
}
