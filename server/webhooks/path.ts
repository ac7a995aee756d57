/** Paths into JSON: `customer.email`, `lines[0].sku`, `["a.b"].c`; with `$` they begin at the whole body. Pure. */
import { webhookRowsMax } from '../../contract/webhooks.ts';
import type { Json } from './body.ts';

type Step = string | number;

const depthMax = 8;
const pathsMax = 300;
const token = /^(?:\.?([^.[\]"$][^.[\]]*)|\[(\d{1,6})\]|\["((?:[^"\\]|\\.)*)"\])/;

/** The steps of a path; undefined where it is none. */
export function stepsOf(path: string): { fromRoot: boolean; steps: Step[] } | undefined {
  const fromRoot = path === '$' || path.startsWith('$.') || path.startsWith('$[');
  const steps: Step[] = [];
  for (let rest = fromRoot ? path.slice(1) : path; rest !== ''; ) {
    const match = token.exec(rest);
    if (!match) return undefined;
    const [whole, name, index, quoted] = match;
    if (index !== undefined) steps.push(Number(index));
    else if (quoted !== undefined) steps.push(quoted.replaceAll(/\\(.)/g, '$1'));
    else steps.push(name ?? '');
    rest = rest.slice(whole.length);
  }
  return fromRoot || steps.length > 0 ? { fromRoot, steps } : undefined;
}

/** What stands at the path; undefined for nothing. */
export function valueAt(path: string, row: Json, root: Json): Json | undefined {
  const found = stepsOf(path);
  if (!found) return undefined;
  let value: Json | undefined = found.fromRoot ? root : row;
  for (const step of found.steps) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<Step, Json>)[step];
  }
  return value;
}

/** What stands at a path of the whole body, in every element of the lists whose first one it names. */
export function valuesAt(path: string, root: Json): Json[] {
  let found: Json[] = [root];
  for (const step of stepsOf(path)?.steps ?? [])
    found = found
      .flatMap((at) => {
        if (at === null || typeof at !== 'object') return [];
        if (step === 0 && Array.isArray(at)) return at.slice(0, webhookRowsMax);
        return Object.hasOwn(at, step) ? [(at as Record<Step, Json>)[step] ?? null] : [];
      })
      .slice(0, webhookRowsMax);
  return found;
}

/** A value as the text of a cell: objects and lists as JSON. */
export function cellOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The paths to all single values and objects of properties in `value`, and those of its lists of objects. */
export function pathsIn(value: Json): { leaves: { path: string; value: Json }[]; lists: string[] } {
  const leaves: { path: string; value: Json }[] = [];
  const lists: string[] = [];
  const walk = (at: Json, path: string, depth: number): void => {
    if (leaves.length >= pathsMax || depth > depthMax) return;
    if (at === null || typeof at !== 'object') {
      if (path !== '') leaves.push({ path, value: at });
    } else if (Array.isArray(at)) {
      if (isRow(at[0])) lists.push(path === '' ? '$' : path);
      if (isRow(at[0]) && path !== '') leaves.push({ path, value: at });
      // The first stands for the others.
      if (at[0] !== undefined) walk(at[0], `${path}[0]`, depth + 1);
    } else {
      for (const [key, part] of Object.entries(at)) {
        const here = joined(path, key);
        if (isRow(part) && /^(properties|data|attributes|params|metadata)$/i.test(key))
          leaves.push({ path: here, value: part });
        walk(part, here, depth + 1);
      }
    }
  };
  walk(value, '', 0);
  return { leaves, lists };
}

function isRow(value: Json | undefined): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function joined(path: string, key: string): string {
  if (!/^[^.[\]"$\\]+$/.test(key)) return `${path}["${key.replaceAll(/["\\]/g, '\\$&')}"]`;
  return path === '' ? key : `${path}.${key}`;
}
