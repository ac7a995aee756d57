/** The templates that checklists are made from: the workspace's own, changed by whoever manages it. */
import { sql } from 'kysely';
import type { ChecklistTemplate } from '../../contract/checklist-entries.ts';
import { checklistTemplatesMax } from '../../contract/checklists.ts';
import { Problem } from '../../contract/errors.ts';
import type { By } from '../accounts/index.ts';
import { append, newId } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { applyToTemplates, type templateKinds } from './checklist-record.ts';

/** All templates by name. */
export async function listTemplates(tx: Tx): Promise<ChecklistTemplate[]> {
  const { rows } = await sql<ChecklistTemplate>`
    select id, name, items, archived from checklist_templates
    order by lower(name), id limit ${checklistTemplatesMax}`.execute(tx);
  return rows;
}

/** A template that is in use. @throws Problem `not-found`, `conflict` for one that is archived. */
export async function templateInUse(tx: Tx, id: string): Promise<ChecklistTemplate> {
  const template = (await listTemplates(tx)).find((one) => one.id === id);
  if (!template) throw noSuchTemplate();
  if (template.archived)
    throw new Problem('conflict', 'This template is archived. Choose one that is in use.');
  return template;
}

/** Makes a template. @throws Problem `already-exists`, `conflict`. */
export async function createTemplate(
  tx: Tx,
  by: By,
  { name, items }: Pick<ChecklistTemplate, 'name' | 'items'>,
): Promise<ChecklistTemplate> {
  const all = await lockTemplates(tx);
  refuseDouble(all, name);
  if (all.length >= checklistTemplatesMax)
    throw new Problem(
      'conflict',
      `A workspace has at most ${checklistTemplatesMax} templates of checklists.`,
    );
  return write(tx, by, 'checklist_template.created', { id: newId(), name, items, archived: false });
}

/** Changes a template; what is the same already is not written down. @throws Problem `not-found`, `already-exists`. */
export async function changeTemplate(
  tx: Tx,
  by: By,
  id: string,
  changes: { name?: string | undefined; items?: string[] | undefined; archived?: boolean | undefined },
): Promise<ChecklistTemplate> {
  const all = await lockTemplates(tx);
  const before = all.find((one) => one.id === id);
  if (!before) throw noSuchTemplate();
  const after = {
    id,
    name: changes.name ?? before.name,
    items: changes.items ?? before.items,
    archived: changes.archived ?? before.archived,
  };
  refuseDouble(
    all.filter((other) => other.id !== id),
    after.name,
  );
  if (JSON.stringify(after) === JSON.stringify(before)) return before;
  return write(tx, by, 'checklist_template.changed', after);
}

async function write(
  tx: Tx,
  { actor, source }: By,
  kind: (typeof templateKinds)[number],
  payload: ChecklistTemplate,
): Promise<ChecklistTemplate> {
  const { entry } = await append(tx, {
    kind,
    payload,
    actor,
    direction: 'internal',
    source: { name: source },
  });
  await applyToTemplates(tx, entry);
  return payload;
}

/** One change of the templates at a time: two that are made at once may have one name. */
async function lockTemplates(tx: Tx): Promise<ChecklistTemplate[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended('checklist templates ' || current_workspace(), 0))`.execute(
    tx,
  );
  return listTemplates(tx);
}

function noSuchTemplate(): Problem {
  return new Problem('not-found', 'There is no such template.');
}

function refuseDouble(others: readonly ChecklistTemplate[], name: string): void {
  const double = others.find((other) => other.name.toLowerCase() === name.toLowerCase());
  if (!double) return;
  throw new Problem(
    'already-exists',
    double.archived
      ? `There is an archived template “${double.name}”. Take it into use again, or choose another name.`
      : `There is a template “${double.name}” already. Choose another name.`,
  );
}
