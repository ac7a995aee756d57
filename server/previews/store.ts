/** Previews in the database: a cache, of which anything may be thrown away at any time. */
import { sql } from 'kysely';
import { sha256 } from '../platform/crypto/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Fetched, Picture } from './fetch.ts';

/** The oldest go first when a workspace has more. */
const keptMax = 500;
const hour = 3_600_000;
const foundMilliseconds = 7 * 24 * hour;
/** Who is not there is not asked again for so long. */
const missingMilliseconds = hour;

type Row = { title: string | null; description: string | null; width: number | null; height: number | null };
export type Kept = { page: { title: string; description: string | null; picture: Size | null } | null };
type Size = { width: number; height: number };

/** For which message of whom a page is wanted. */
export type For = { messageId: string; customerId: string; address: string };

/** What is known of a page; undefined where it has to be asked. */
export async function keptPage(tx: Tx, wanted: For, now: Date): Promise<Kept | undefined> {
  const { rows } = await sql<Row>`
    select title, description, picture_width as width, picture_height as height from link_previews
    where address_hash = ${sha256(wanted.address)} and expires_at > ${now}`.execute(tx);
  const [row] = rows;
  if (!row) return undefined;
  await noteWanted(tx, wanted);
  const { title, description, width, height } = row;
  if (title === null) return { page: null };
  const picture = width === null || height === null ? null : { width, height };
  return { page: { title, description, picture } };
}

/** Keeps what was fetched, or that nothing was there. */
export async function keepPage(tx: Tx, wanted: For, fetched: Fetched | undefined, now: Date): Promise<void> {
  const { title = null, description = null, picture } = fetched ?? {};
  const expires = new Date(now.getTime() + (fetched ? foundMilliseconds : missingMilliseconds));
  await sql`delete from link_previews where expires_at <= ${now}`.execute(tx);
  await sql`
    insert into link_previews (address_hash, title, description, picture, picture_type, picture_width, picture_height,
      expires_at)
    values (${sha256(wanted.address)}, ${title}, ${description}, ${picture?.bytes ?? null}, ${picture?.type ?? null},
      ${picture?.width ?? null}, ${picture?.height ?? null}, ${expires})
    on conflict (workspace_id, address_hash) do update set title = excluded.title, description = excluded.description,
      picture = excluded.picture, picture_type = excluded.picture_type, picture_width = excluded.picture_width,
      picture_height = excluded.picture_height, expires_at = excluded.expires_at`.execute(tx);
  await noteWanted(tx, wanted);
  await sql`
    delete from link_previews where address_hash in (
      select address_hash from link_previews order by expires_at desc, address_hash offset ${keptMax})`.execute(
    tx,
  );
}

/** The picture of a page that is known. */
export async function keptPicture(tx: Tx, address: string, now: Date): Promise<Picture | undefined> {
  const { rows } = await sql<Picture>`
    select picture as bytes, picture_type as type, picture_width as width, picture_height as height from link_previews
    where address_hash = ${sha256(address)} and expires_at > ${now} and picture is not null`.execute(tx);
  return rows[0];
}

async function noteWanted(tx: Tx, { messageId, customerId, address }: For): Promise<void> {
  await sql`
    insert into link_preview_messages (message_id, customer_id, address_hash)
    values (${messageId}, ${customerId}, ${sha256(address)}) on conflict do nothing`.execute(tx);
}
