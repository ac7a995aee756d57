/** Ids of mails as header fields quote them: `<id@host>`, in linear time. */

const idCharsMax = 1_000;

/** Each once, in their order: of many the `first` and the `last`. */
export function messageIdsOf(values: string[], first: number, last: number): string[] {
  const beginning: string[] = [];
  let ending: string[] = [];
  const seen = new Set<string>();
  for (const value of values) {
    for (const id of idsIn(value)) {
      if (beginning.length < first) {
        if (!seen.has(id)) beginning.push(id);
        seen.add(id);
        continue;
      }
      if (seen.has(id)) continue;
      ending.push(id);
      // Cut now and then, so that each id is moved once or twice only.
      if (ending.length > last * 4) ending = lastOnes(ending, last);
    }
  }
  return [...beginning, ...lastOnes(ending, last)];
}

/** Of a repeated one the last mention counts: it is the nearest. */
function lastOnes(ids: string[], last: number): string[] {
  return [...new Set([...ids].reverse())].slice(0, last).reverse();
}

function* idsIn(value: string): Generator<string> {
  let hasAny = false;
  for (const [, inner = ''] of value.matchAll(/<([^<>]*)>/g)) {
    const id = plainId(inner);
    if (id === undefined) continue;
    hasAny = true;
    yield `<${id}>`;
  }
  if (hasAny) return;
  // Some programs leave out the brackets.
  for (const [token] of value.matchAll(/[^\s<>,;]+/g)) {
    const id = token.includes('@') ? plainId(token) : undefined;
    if (id !== undefined) yield `<${id}>`;
  }
}

/** White space within comes of folding; undefined for an empty one. */
function plainId(inner: string): string | undefined {
  if (inner.length > idCharsMax) return undefined;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no id holds them
  const id = inner.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, '').toWellFormed();
  return id === '' ? undefined : id;
}
