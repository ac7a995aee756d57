/** Ids of visitors and users as sites send them: the ones that stand for nobody are refused. */

/** As long as an identity may be. */
const idLengthMax = 320;

/** What broken or careless code sends in place of an id. Shared by thousands of people, it would make them one. */
const forbidden = new Set([
  '',
  '0',
  '-1',
  'null',
  'undefined',
  'none',
  'nil',
  'nan',
  'true',
  'false',
  'guest',
  'anonymous',
  'unknown',
  'n/a',
  'id',
  'user',
  'userid',
  'user_id',
  'anonymousid',
  'anonymous_id',
  'distinct_id',
  'not_authenticated',
  '[object object]',
  '{}',
  '[]',
  '00000000-0000-0000-0000-000000000000',
]);

/** The id, or null; `refused` where something was sent that is no id. */
export function idOf(value: unknown): { id: string | null; refused: boolean } {
  if (value === undefined || value === null) return { id: null, refused: false };
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== 'string') return { id: null, refused: true };
  const trimmed = text.trim();
  // Quotes around it are of code that printed a value instead of sending it.
  const bare = trimmed
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim()
    .toLowerCase();
  if (forbidden.has(bare) || trimmed.length > idLengthMax) return { id: null, refused: true };
  return { id: trimmed, refused: false };
}
