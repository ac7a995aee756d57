/** What members do with macros. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { type Macro, macrosMax } from '../../contract/macros.ts';
import { type By, by, type MemberCaller } from '../accounts/index.ts';
import { customerOfConversation } from '../conversations/index.ts';
import { append, newId } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';

const columns = sql`id, name, body as text, macro_kind as kind, actions, member_id is null as shared, uses`;

/** The shared macros and the caller's own, by name. */
export async function listMacros(tx: Tx, memberId: string): Promise<Macro[]> {
  const { rows } = await sql<Macro>`
    select ${columns} from macros where member_id is null or member_id = ${memberId}
    order by lower(name), id limit ${macrosMax * 2}`.execute(tx);
  return rows;
}

type Input = Omit<Macro, 'id' | 'uses'>;

/** Makes a macro. @throws Problem `invalid-input` for one that is empty, `conflict` when there are too many. */
export async function createMacro(tx: Tx, who: MemberCaller, input: Input): Promise<Macro> {
  await lockMacros(tx);
  await leaveRoom(tx, who, input.shared);
  const macro = { id: newId(), uses: 0, ...input };
  await write(tx, who, macro);
  if (macro.shared) await tell(tx, by(who), 'macro.created', macro);
  return macro;
}

/** Changes a macro; what is the same already is not written down. */
export async function changeMacro(
  tx: Tx,
  who: MemberCaller,
  id: string,
  changes: { [Name in keyof Input]?: Input[Name] | undefined },
): Promise<Macro> {
  await lockMacros(tx);
  const before = await readMacro(tx, who, id);
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const after: Macro = { ...before, ...Object.fromEntries(given), id };
  if (JSON.stringify(after) === JSON.stringify(before)) return before;
  if (before.shared !== after.shared) await leaveRoom(tx, who, after.shared);
  await write(tx, who, after);
  if (before.shared && !after.shared) await tell(tx, by(who), 'macro.removed', before);
  else if (after.shared) await tell(tx, by(who), before.shared ? 'macro.changed' : 'macro.created', after);
  return after;
}

/** Removes a macro. */
export async function removeMacro(tx: Tx, who: MemberCaller, id: string): Promise<void> {
  const macro = await readMacro(tx, who, id);
  await sql`delete from macros where id = ${id}`.execute(tx);
  if (macro.shared) await tell(tx, by(who), 'macro.removed', macro);
}

/** Counts that a macro was taken for a conversation. @throws Problem `not-found` of either. */
export async function useMacro(
  tx: Tx,
  who: MemberCaller,
  id: string,
  conversationId: string,
): Promise<Macro> {
  const macro = await readMacro(tx, who, id);
  await customerOfConversation(tx, conversationId);
  await sql`update macros set uses = uses + 1 where id = ${id}`.execute(tx);
  return { ...macro, uses: macro.uses + 1 };
}

/** Removes the own macros of a member who leaves. */
export async function dropMacros(tx: Tx, _by: By, memberId: string): Promise<void> {
  await sql`delete from macros where member_id = ${memberId}`.execute(tx);
}

/** One that the caller sees. @throws Problem `not-found`. */
async function readMacro(tx: Tx, { memberId }: MemberCaller, id: string): Promise<Macro> {
  const { rows } = await sql<Macro>`
    select ${columns} from macros where id = ${id} and (member_id is null or member_id = ${memberId})`.execute(
    tx,
  );
  if (!rows[0]) throw new Problem('not-found', 'There is no such macro.');
  return rows[0];
}

async function leaveRoom(tx: Tx, { memberId }: MemberCaller, shared: boolean): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from macros
    where ${shared ? sql`member_id is null` : sql`member_id = ${memberId}`}`.execute(tx);
  if ((rows[0]?.count ?? 0) >= macrosMax) {
    throw new Problem(
      'conflict',
      `There can be at most ${macrosMax} of them. Remove some that are of no use.`,
    );
  }
}

async function write(tx: Tx, { memberId }: MemberCaller, macro: Macro): Promise<void> {
  const { id, name, text, kind, actions, shared } = macro;
  if (text.trim() === '' && actions.length === 0) {
    throw new Problem('invalid-input', 'Write a text, or choose something to do.', {
      errors: [{ path: 'body.text', message: 'Write a text, or choose something to do.' }],
    });
  }
  await sql`
    insert into macros (id, member_id, name, body, macro_kind, actions)
    values (${id}, ${shared ? null : memberId}, ${name}, ${text}, ${kind}, ${JSON.stringify(actions)}::jsonb)
    on conflict (workspace_id, id) do update set member_id = excluded.member_id, name = excluded.name,
      body = excluded.body, macro_kind = excluded.macro_kind, actions = excluded.actions`.execute(tx);
}

async function tell(
  tx: Tx,
  { actor, source }: By,
  kind: 'macro.created' | 'macro.changed' | 'macro.removed',
  { id, name }: Macro,
): Promise<void> {
  await append(tx, {
    kind,
    payload: { macroId: id, name },
    actor,
    direction: 'internal',
    source: { name: source },
  });
}

/** One change at a time, so that there are never more than there is room for. */
async function lockMacros(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('macros ' || current_workspace(), 0))`.execute(tx);
}
