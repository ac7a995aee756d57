/** Which attributes the workspace knows, and of which type each is. */
import { sql } from 'kysely';
import { type AttributeDefinition, definitionsMax } from '../../contract/attributes.ts';
import type { AttributeSubject } from '../../contract/care-entries.ts';
import type { Entry } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import { type Fit, fitAttribute } from '../../contract/fit.ts';
import type { By } from '../accounts/index.ts';
import { append } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';

/** Kinds that change definitions. */
export const definitionKinds = ['attribute.defined', 'attribute.changed'] as const;

/** All definitions of customers, or of conversations, in their order. */
export async function listDefinitions(
  tx: Tx,
  subject: AttributeSubject = 'customer',
): Promise<AttributeDefinition[]> {
  const { rows } = await sql<AttributeDefinition>`
    select subject, key, type, name, description, options, place, archived from attribute_definitions
    where subject = ${subject} order by place, key collate "C" limit ${definitionsMax}`.execute(tx);
  return rows;
}

/** Defines an attribute. @throws Problem `already-exists`, `conflict`, `invalid-input` for a choice without choices. */
export async function defineAttribute(
  tx: Tx,
  by: By,
  input: Omit<AttributeDefinition, 'place' | 'archived'>,
): Promise<AttributeDefinition> {
  await lockDefinitions(tx);
  const all = await listDefinitions(tx, input.subject);
  if (all.some(({ key }) => key === input.key)) {
    throw new Problem('already-exists', 'There is an attribute with this key. Change that one.');
  }
  if (all.length >= definitionsMax) {
    throw new Problem('conflict', `A workspace has at most ${definitionsMax} attributes of each kind.`);
  }
  const place = Math.max(-1, ...all.map((one) => one.place)) + 1;
  return write(tx, by, 'attribute.defined', { ...input, place, archived: false });
}

/** Changes a definition; what is the same already is not written down. */
export async function changeAttribute(
  tx: Tx,
  by: By,
  { subject, key }: Pick<AttributeDefinition, 'subject' | 'key'>,
  changes: { [Name in keyof AttributeDefinition]?: AttributeDefinition[Name] | undefined },
): Promise<AttributeDefinition> {
  await lockDefinitions(tx);
  const before = (await listDefinitions(tx, subject)).find((one) => one.key === key);
  if (!before) throw new Problem('not-found', 'There is no such attribute.');
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const after: AttributeDefinition = { ...before, ...Object.fromEntries(given), subject, key };
  const isSame = given.every(([name, value]) => isEqual(value, before[name as keyof AttributeDefinition]));
  return isSame ? before : write(tx, by, 'attribute.changed', after);
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Puts the attributes into another order. */
export async function orderAttributes(
  tx: Tx,
  by: By,
  subject: AttributeSubject,
  keys: readonly string[],
): Promise<AttributeDefinition[]> {
  await lockDefinitions(tx);
  const before = await listDefinitions(tx, subject);
  const placeOf = (key: string) => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  const ordered = before.toSorted((one, other) => placeOf(one.key) - placeOf(other.key));
  for (const [place, one] of ordered.entries()) {
    if (one.place !== place) await write(tx, by, 'attribute.changed', { ...one, place });
  }
  return listDefinitions(tx, subject);
}

async function write(
  tx: Tx,
  by: By,
  kind: (typeof definitionKinds)[number],
  definition: AttributeDefinition,
): Promise<AttributeDefinition> {
  if (definition.type === 'choice' && definition.options.length === 0) {
    throw new Problem('invalid-input', 'Write what there is to choose from.', {
      errors: [{ path: 'body.options', message: 'Write at least one choice.' }],
    });
  }
  const { entry } = await append(tx, {
    kind,
    payload: definition,
    actor: by.actor,
    direction: 'internal',
    source: { name: by.source },
  });
  await applyToDefinitions(tx, entry);
  return definition;
}

/** What an entry means to the table of definitions. */
export async function applyToDefinitions(
  tx: Tx,
  { payload }: Entry<(typeof definitionKinds)[number]>,
): Promise<void> {
  const { subject = 'customer', key, type, name, description, options, place, archived } = payload;
  await sql`
    insert into attribute_definitions (subject, key, type, name, description, options, place, archived)
    values (${subject}, ${key}, ${type}, ${name}, ${description}, ${arrayText(options)}::text[], ${place}, ${archived})
    on conflict (workspace_id, subject, key) do update set type = excluded.type, name = excluded.name,
      description = excluded.description, options = excluded.options, place = excluded.place,
      archived = excluded.archived`.execute(tx);
}

/** One change of the definitions at a time, for each has its place among the others. */
async function lockDefinitions(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('attributes ' || current_workspace(), 0))`.execute(
    tx,
  );
}

/** How values that are told stand to the definitions: undefined for an attribute that nobody defined, or took away. */
export type Fits = (name: string, value: unknown) => Fit | undefined;

/** The definitions in force, to be asked of values. */
export async function readFits(tx: Tx, subject: AttributeSubject = 'customer'): Promise<Fits> {
  const inForce = (await listDefinitions(tx, subject)).filter(({ archived }) => !archived);
  const known = new Map(inForce.map((one) => [one.key, one]));
  return (name, value) => {
    const definition = known.get(name);
    return definition && value !== null ? fitAttribute(definition, value) : undefined;
  };
}

/** Traits with the values as their attributes keep them. What does not fit stays as it was told, never lost. */
export function fitted(
  fits: Fits,
  traits: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(traits).map(([name, value]) => {
      const found = fits(name, value);
      return [name, found && 'value' in found ? found.value : value];
    }),
  );
}

const expected = {
  text: 'Write a text of at most 2,000 characters.',
  number: 'Write a number like 12.5.',
  date: 'Write a date like 2026-12-31.',
  boolean: 'Answer true or false.',
  choice: 'Choose one of the values that the workspace offers.',
  list: 'Give a list of texts, and of what the workspace offers where it does.',
};

/** The same for what a member says. @throws Problem `invalid-input` that names each value of a wrong type. */
export function requireFit(
  fits: Fits,
  attributes: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const errors = Object.entries(attributes).flatMap(([name, value]) => {
    const found = fits(name, value);
    return found && 'wrong' in found
      ? [{ path: `body.attributes.${name}`, message: expected[found.wrong] }]
      : [];
  });
  const [first] = errors;
  if (first)
    throw new Problem('invalid-input', `${first.path.split('.').at(-1)}: ${first.message}`, { errors });
  return fitted(fits, attributes);
}
