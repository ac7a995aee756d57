/** Which style of its own a part of a mail keeps: how it looks, never where on the screen it stands or what it fetches. */

const styleCharsMax = 4_000;
const declarationsMax = 100;

const properties = new Set(
  [
    'background-color border-collapse border-color border-radius border-spacing border-style border-width border',
    ...['top', 'right', 'bottom', 'left'].map(
      (side) => `border-${side} border-${side}-color border-${side}-style border-${side}-width`,
    ),
    'border-bottom-left-radius border-bottom-right-radius border-top-left-radius border-top-right-radius',
    ...['margin', 'padding'].map(
      (space) => `${space} ${space}-top ${space}-right ${space}-bottom ${space}-left`,
    ),
    'box-sizing caption-side clear color direction display empty-cells float',
    'font font-family font-size font-style font-variant font-weight',
    'height width min-height min-width max-height max-width',
    'letter-spacing line-height list-style-type opacity overflow table-layout',
    'text-align text-decoration text-indent text-transform unicode-bidi vertical-align visibility',
    'white-space word-break word-spacing word-wrap overflow-wrap',
  ].flatMap((names) => names.split(' ')),
);

/** What a value is made of. No other function is known, no escape, and no unit that grows with the frame. */
const pieces = new RegExp(
  [
    String.raw`[\s,/]+`,
    String.raw`#[0-9a-f]{3,8}(?![\w(-])`,
    String.raw`[+-]?(?:\d{1,6}(?:\.\d{0,6})?|\.\d{1,6})(?:px|r?em|ex|ch|pt|pc|in|cm|mm|%)?(?![\w%.(-])`,
    String.raw`(?:rgb|hsl)a?\([\d\s.,%/+-]{1,60}\)`,
    String.raw`-?[\p{L}_][\p{L}\p{N}_-]{0,60}(?![\p{L}\p{N}_(-])`,
    String.raw`"[\p{L}\p{N}\s_.,&-]{1,80}"`,
    String.raw`'[\p{L}\p{N}\s_.,&-]{1,80}'`,
  ].join('|'),
  'giu',
);

const colour = /#[0-9a-f]{3,8}(?![\w-])|(?:rgb|hsl)a?\([\d\s.,%/+-]{1,60}\)/iu;

/** The style without what is not kept; undefined where nothing is left. The same again for what it answered. */
export function safeStyle(style: string): string | undefined {
  if (style.length > styleCharsMax) return undefined;
  const kept = style.replaceAll(/\s+/g, ' ').split(';', declarationsMax).flatMap(safeDeclaration);
  return kept.length === 0 ? undefined : kept.join(';');
}

function safeDeclaration(declaration: string): string[] {
  const at = declaration.indexOf(':');
  const name = declaration.slice(0, Math.max(at, 0)).trim().toLowerCase();
  const [written = '', mark, ...more] = declaration.slice(at + 1).split('!');
  if (more.length > 0 || (mark !== undefined && mark.trim().toLowerCase() !== 'important')) return [];
  const value = written.trim();
  const important = mark === undefined ? '' : ' !important';
  if (name === 'background') {
    const found = backgroundColour(value);
    return found === undefined ? [] : [`background-color:${found}${important}`];
  }
  return properties.has(name) && isSafe(value) ? [`${name}:${value}${important}`] : [];
}

/** A colour as attributes name it. */
export function isColour(value: string): boolean {
  return /^(#?[0-9a-f]{3,8}|[a-z]{3,30})$/i.test(value);
}

/** A list of fonts as attributes name it. */
export function isSafe(value: string): boolean {
  return value !== '' && !/[\p{Cc}<>]/u.test(value) && value.replaceAll(pieces, '') === '';
}

/** Of a background, which may name a picture, the colour. */
function backgroundColour(value: string): string | undefined {
  const found = colour.exec(value)?.[0] ?? (isColour(value) ? value : undefined);
  return found !== undefined && isSafe(found) ? found : undefined;
}
