/** The words that a workspace puts on conversations: an entry for each change, and a table that follows them. */
import { sql } from 'kysely';
import type { Tag } from '../../contract/conversation-entries.ts';
import type { Entry } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import { tagsMax } from '../../contract/tags.ts';
import type { By } from '../accounts/index.ts';
import { append, newId } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';

/** Kinds that change tags. */
export const tagKinds = ['tag.created', 'tag.changed'] as const;

/** All tags by name. */
export async function listTags(tx: Tx): Promise<Tag[]> {
  const { rows } = await sql<Tag>`
    select id, name, colour, archived from tags order by lower(name), id limit ${tagsMax}`.execute(tx);
  return rows;
}

/** One tag. @throws Problem `not-found`. */
export async function readTag(tx: Tx, id: string): Promise<Tag> {
  const { rows } = await sql<Tag>`select id, name, colour, archived from tags where id = ${id}`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such tag.');
  return rows[0];
}

/** Makes a tag. @throws Problem `already-exists`, `conflict`. */
export async function createTag(tx: Tx, by: By, input: Pick<Tag, 'name' | 'colour'>): Promise<Tag> {
  const all = await lockTags(tx);
  refuseDouble(all, input.name);
  if (all.length >= tagsMax) throw new Problem('conflict', `A workspace has at most ${tagsMax} tags.`);
  return write(tx, by, 'tag.created', { id: newId(), ...input, archived: false });
}

/** Changes a tag; what is the same already is not written down. @throws Problem `not-found`, `already-exists`. */
export async function changeTag(
  tx: Tx,
  by: By,
  id: string,
  changes: { [Name in keyof Tag]?: Tag[Name] | undefined },
): Promise<Tag> {
  const all = await lockTags(tx);
  const before = await readTag(tx, id);
  const after: Tag = {
    id,
    name: changes.name ?? before.name,
    colour: changes.colour ?? before.colour,
    archived: changes.archived ?? before.archived,
  };
  refuseDouble(
    all.filter((other) => other.id !== id),
    after.name,
  );
  const isSame = JSON.stringify(after) === JSON.stringify(before);
  return isSame ? before : write(tx, by, 'tag.changed', after);
}

/** What an entry means to the table of tags. */
export async function applyToTags(tx: Tx, { payload }: Entry<(typeof tagKinds)[number]>): Promise<void> {
  const { id, name, colour, archived } = payload;
  await sql`
    insert into tags (id, name, colour, archived) values (${id}, ${name}, ${colour}, ${archived})
    on conflict (workspace_id, id) do update set name = excluded.name, colour = excluded.colour,
      archived = excluded.archived`.execute(tx);
}

async function write(tx: Tx, by: By, kind: (typeof tagKinds)[number], tag: Tag): Promise<Tag> {
  const { entry } = await append(tx, {
    kind,
    payload: tag,
    actor: by.actor,
    direction: 'internal',
    source: { name: by.source },
  });
  await applyToTags(tx, entry);
  return tag;
}

/** One change of the tags at a time: two that are made at once may have one name. */
async function lockTags(tx: Tx): Promise<Tag[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended('tags ' || current_workspace(), 0))`.execute(tx);
  return listTags(tx);
}

function refuseDouble(others: readonly Tag[], name: string): void {
  const double = others.find((other) => other.name.toLowerCase() === name.toLowerCase());
  if (!double) return;
  throw new Problem(
    'already-exists',
    double.archived
      ? `There is an archived tag “${double.name}”. Take it into use again, or choose another name.`
      : `There is a tag “${double.name}” already. Choose another name.`,
  );
}
