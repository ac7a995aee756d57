/** Which entries stand for which lifecycle stage: the workspace's rule, and what it means in SQL. */
import { type RawBuilder, sql } from 'kysely';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import {
  defaultStageLines,
  patternFields,
  type StageLine,
  type StageOutlook,
  type StageRule,
  stagedKinds,
  stageOf,
} from '../../contract/stages.ts';
import type { By } from '../accounts/index.ts';
import { append, countRecent, type Marking } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';

export const stageRuleKinds = ['stages.updated'] as const;

/** The rule that holds. */
export async function readStageRule(tx: Tx): Promise<StageRule> {
  const { rows } = await sql<{ lines: StageLine[] | null }>`select lines from stage_rules`.execute(tx);
  const own = rows[0]?.lines ?? null;
  return { lines: own ?? [...defaultStageLines], isDefault: own === null };
}

/** Changes the rule; null: back to what it was in the beginning. What is the same already is not written down. */
export async function changeStageRule(tx: Tx, by: By, lines: StageLine[] | null): Promise<StageRule> {
  const before = await readStageRule(tx);
  const same = before.isDefault ? lines === null : JSON.stringify(lines) === JSON.stringify(before.lines);
  if (same) return before;
  const { entry } = await append(tx, {
    kind: 'stages.updated',
    payload: { lines },
    actor: by.actor,
    direction: 'internal',
    source: { name: by.source },
  });
  await applyToStageRules(tx, entry);
  return readStageRule(tx);
}

/** What an entry means to the table of rules. */
export async function applyToStageRules(tx: Tx, entry: Entry<'stages.updated'>): Promise<void> {
  const { lines } = entry.payload;
  await sql`
    insert into stage_rules (lines, changed_at)
    values (${lines === null ? null : JSON.stringify(lines)}::jsonb, ${entry.occurredAt})
    on conflict (workspace_id) do update set lines = excluded.lines, changed_at = excluded.changed_at`.execute(
    tx,
  );
}

/** The kinds of entries that may have a stage. */
export function kindsWithStage(lines: readonly StageLine[]): EntryKind[] {
  return ['stage.changed', ...new Set(lines.map(({ kind }) => kind))];
}

/** The stage of the entry `e` as SQL, the same that `stageOf` answers; null for none. */
export function stageSql(lines: readonly StageLine[]): RawBuilder<string | null> {
  const of = (part: (line: StageLine) => string | null) => arrayText(lines.map(part));
  // Without the case of Latin letters, as the contract compares.
  const text = sql`lower((${fieldOfPattern}) collate "C")`;
  return sql<string | null>`case when e.kind = 'stage.changed' then e.payload ->> 'stage' else (
    select l.stage
    from unnest(${of(({ kind }) => kind)}::text[], ${of(({ pattern }) => pattern && likeOf(pattern))}::text[],
      ${of(({ stage }) => stage)}::text[]) with ordinality l(kind, pattern, stage, n)
    where l.kind = e.kind and (l.pattern is null or ${text} like l.pattern)
    order by l.n limit 1) end`;
}

/** What a pattern is compared with: the event's name, the page's address. */
const fieldOfPattern = sql`case e.kind ${sql.join(
  Object.entries(patternFields).map(
    ([kind, field]) => sql`when ${sql.lit(kind)} then e.payload ->> ${sql.lit(field)}`,
  ),
  sql` `,
)} end`;

function likeOf(pattern: string): string {
  const folded = pattern.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  return folded.replaceAll(/[\\%_]/g, '\\$&').replaceAll('*', '%');
}

/** The stage of a customer's entries. */
export function stageMarking(lines: readonly StageLine[]): Marking {
  return { kinds: kindsWithStage(lines), value: stageSql(lines) };
}

const outlookEntriesMax = 20_000;
const outlookLinesMax = 100;
const weekMilliseconds = 7 * 86_400_000;

/** What the last week's entries stand for, and would stand for by these lines. */
export async function previewStageRule(
  tx: Tx,
  lines: readonly StageLine[],
  now: Date,
): Promise<{ data: StageOutlook[]; isCut: boolean }> {
  const { lines: before } = await readStageRule(tx);
  const since = new Date(now.getTime() - weekMilliseconds).toISOString();
  const { rows } = await countRecent(since, {
    kinds: stagedKinds,
    label: fieldOfPattern,
    max: outlookEntriesMax,
  }).execute(tx);
  const told = new Map<string, StageOutlook>();
  let looked = 0;
  for (const { kind, label, count } of rows) {
    looked += count;
    const field = patternFields[kind];
    const entry = { kind, payload: field === undefined ? {} : { [field]: label } } as unknown as Entry;
    const name = kind === 'event.tracked' ? label : null;
    const line = { kind, name, before: stageOf(before, entry), after: stageOf(lines, entry) } as StageOutlook;
    const key = JSON.stringify(line);
    told.set(key, { ...line, count: count + (told.get(key)?.count ?? 0) });
  }
  const data = [...told.values()].sort((one, other) => other.count - one.count).slice(0, outlookLinesMax);
  return { data, isCut: looked >= outlookEntriesMax };
}
