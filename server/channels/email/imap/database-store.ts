/** What a follower of a mailbox keeps, in the database: places of mails and how far folders were read. */
import { sql } from 'kysely';
import { arrayText, inWorkspace, type Tx } from '../../../platform/db/index.ts';
import type { EmailDeps } from '../deps.ts';
import { recordMail } from '../store.ts';
import { noteReport } from './health.ts';
import { type MailboxStore, type NoteReason, noteReasons, type Sync } from './store.ts';

type Row = Omit<Sync, 'startedAt'> & { startedAt: string | null };

/** The store of one mailbox. `recorded`: a mail is to be read. */
export function databaseStore(
  { db }: Pick<EmailDeps, 'db'>,
  { workspaceId, inboxId }: { workspaceId: string; inboxId: string },
  recorded: () => void,
): MailboxStore {
  const inHere = <T>(work: (tx: Tx) => Promise<T>) => inWorkspace(db, workspaceId, work);
  const those = (folder: string, uidValidity: string, uids: number[]) => sql`
    inbox_id = ${inboxId} and folder = ${folder} and uid_validity = ${uidValidity}
    and uid = any(${arrayText(uids.map(String))}::bigint[])`;
  return {
    readSync: (folder) => inHere((tx) => readSync(tx, inboxId, folder)),
    known: (folder, uidValidity, uids) =>
      inHere(async (tx) => {
        const { rows } = await sql<{ uid: number }>`
          select uid::float8 as uid from mail_places where ${those(folder, uidValidity, uids)}`.execute(tx);
        return new Set(rows.map(({ uid }) => uid));
      }),
    noted: (folder, uidValidity, uids) =>
      inHere(async (tx) => {
        const { rows } = await sql<{ uid: number; note: string }>`
          select uid::float8 as uid, note from mail_places
          where ${those(folder, uidValidity, uids)} and mail_id is null`.execute(tx);
        return new Map(rows.flatMap(({ uid, note }) => (isReason(note) ? [[uid, note] as const] : [])));
      }),
    record: async ({ folder, uidValidity, uid }, { hash, size }) => {
      await inHere(async (tx) => {
        const { mailId } = await recordMail(tx, inboxId, { sha256: hash, bytes: size }, 'imap');
        await sql`
          insert into mail_places as p (inbox_id, folder, uid_validity, uid, mail_id)
          values (${inboxId}, ${folder}, ${uidValidity}, ${uid}, ${mailId})
          on conflict (workspace_id, inbox_id, folder, uid_validity, uid)
          do update set mail_id = excluded.mail_id, note = null where p.mail_id is null`.execute(tx);
      });
      recorded();
    },
    note: async ({ folder, uidValidity, uid }, why) => {
      await inHere((tx) =>
        sql`
          insert into mail_places as p (inbox_id, folder, uid_validity, uid, note)
          values (${inboxId}, ${folder}, ${uidValidity}, ${uid}, ${why})
          on conflict (workspace_id, inbox_id, folder, uid_validity, uid)
          do update set note = excluded.note where p.mail_id is null`.execute(tx),
      );
    },
    advance: (sync) => inHere((tx) => advance(tx, inboxId, sync)),
    hasHash: (hash) =>
      inHere(async (tx) => {
        const { rows } = await sql`
          select 1 from mails m join mail_places p on p.mail_id = m.id
          where m.inbox_id = ${inboxId} and m.sha256 = ${hash} limit 1`.execute(tx);
        return rows.length > 0;
      }),
    report: (state) => inHere((tx) => noteReport(tx, inboxId, state)),
  };
}

async function readSync(tx: Tx, inboxId: string, folder: string): Promise<Sync | null> {
  const { rows } = await sql<Row>`
    select folder, uid_validity as "uidValidity", watermark::float8 as watermark, modseq, floor::float8 as floor,
      rfc3339(started_at) as "startedAt", rematch_to::float8 as "rematchTo"
    from mail_syncs where inbox_id = ${inboxId} and folder = ${folder}`.execute(tx);
  const [row] = rows;
  return row ? { ...row, startedAt: row.startedAt === null ? null : new Date(row.startedAt) } : null;
}

async function advance(tx: Tx, inboxId: string, sync: Sync): Promise<void> {
  const { folder, uidValidity, watermark, modseq, floor, startedAt, rematchTo } = sync;
  await sql`
    insert into mail_syncs (inbox_id, folder, uid_validity, watermark, modseq, floor, started_at, rematch_to)
    values (${inboxId}, ${folder}, ${uidValidity}, ${watermark}, ${modseq}, ${floor}, ${startedAt?.toISOString() ?? null},
      ${rematchTo})
    on conflict (workspace_id, inbox_id, folder) do update set uid_validity = excluded.uid_validity,
      watermark = excluded.watermark, modseq = excluded.modseq, floor = excluded.floor, started_at = excluded.started_at,
      rematch_to = excluded.rematch_to`.execute(tx);
}

function isReason(note: string): note is NoteReason {
  return (noteReasons as readonly string[]).includes(note);
}
