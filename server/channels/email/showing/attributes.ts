/** Which tags and attributes a mail keeps: those that newsletters are built of. No `id`, `name` or `class`: nothing asks for them. */
import { isColour, isSafe, safeStyle } from './styles.ts';

export type Attributes = Record<string, string>;

/** Whether a value may stand there, or what stands there instead. */
type Rule = RegExp | ((value: string) => boolean) | { instead: (value: string) => string | undefined };

const length = /^\d{1,5}(\.\d{1,3})?(px|%)?$/;
const small = /^\d{1,2}$/;
const number = /^-?\d{1,4}$/;
const word = /^[a-z]{1,20}$/i;
const nothing = /^/;
const textMax = 1_000;

const everywhere: Record<string, Rule> = {
  align: word,
  bgcolor: isColour,
  dir: /^(ltr|rtl|auto)$/i,
  height: length,
  lang: /^[a-z0-9-]{1,35}$/i,
  role: /^(presentation|none)$/,
  style: { instead: safeStyle },
  title: { instead: (value) => value.slice(0, textMax) },
  valign: word,
  width: length,
};

const cell: Record<string, Rule> = {
  abbr: (value) => value.length <= textMax,
  bordercolor: isColour,
  colspan: small,
  nowrap: nothing,
  rowspan: /^\d{1,3}$/,
  scope: word,
};

const own: Record<string, Record<string, Rule>> = {
  br: { clear: word },
  col: { span: small },
  colgroup: { span: small },
  font: { color: isColour, face: isSafe, size: /^[+-]?\d$/ },
  hr: { color: isColour, noshade: nothing, size: small },
  img: {
    alt: { instead: (value) => value.slice(0, textMax) },
    border: small,
    hspace: small,
    vspace: small,
  },
  li: { type: /^[1aAiI]$|^(disc|circle|square)$/i, value: number },
  ol: { reversed: nothing, start: number, type: /^[1aAiI]$/ },
  table: {
    border: small,
    bordercolor: isColour,
    cellpadding: small,
    cellspacing: small,
    frame: word,
    rules: word,
  },
  td: cell,
  th: cell,
  ul: { type: /^(disc|circle|square)$/i },
};

export const tags: readonly string[] = [
  'a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn dir',
  'div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp',
  'section small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var wbr',
].flatMap((names) => names.split(' '));

/** What these hold is no text of the mail. Whatever else is not kept leaves its text behind. */
export const unread: readonly string[] =
  'script style title template textarea option xmp xml noscript noembed noframes iframe object applet audio video'.split(
    ' ',
  );

/** A picture stands there, whose address is for others to judge. */
export const pictured: Readonly<Record<string, string>> = {
  img: 'src',
  table: 'background',
  td: 'background',
  th: 'background',
};

/** The attributes that may stay, addresses apart. */
export function safeAttributes(tag: string, given: Attributes): Attributes {
  const rules = Object.hasOwn(own, tag) ? own[tag] : undefined;
  const kept: Attributes = {};
  for (const [name, value] of Object.entries(given)) {
    const rule = ruleOf(rules, name) ?? ruleOf(everywhere, name);
    const safe = rule && judged(rule, value);
    if (safe !== undefined) kept[name] = safe;
  }
  return kept;
}

function ruleOf(rules: Record<string, Rule> | undefined, name: string): Rule | undefined {
  return rules && Object.hasOwn(rules, name) ? rules[name] : undefined;
}

function judged(rule: Rule, value: string): string | undefined {
  if (rule === nothing) return '';
  const trimmed = value.trim();
  if (rule instanceof RegExp) return rule.test(trimmed) ? trimmed : undefined;
  if (typeof rule === 'function') return rule(trimmed) ? trimmed : undefined;
  return rule.instead(trimmed);
}
