/** A formatted message, as elements: never markup that somebody wrote. Links say to which host they lead. */
import type { ComponentChildren } from 'preact';
import type { Rich as Lines } from '../../../contract/rich-text.ts';
import { linkify } from '../linkify.ts';
import { Linked } from './linked.tsx';

type Line = Lines[number];
type Span = Line['spans'][number];
const papers = { text: 'div', quote: 'blockquote', pre: 'pre', bullet: 'ul', number: 'ol' } as const;

export function Rich({ lines }: { lines: Lines }) {
  const numbers: number[] = [];
  return (
    <div class="bubble rich" dir="auto">
      {runsOf(lines).map((run, at) => {
        const { type, level = 0 } = run[0] as Line;
        const Paper = papers[type];
        const isList = type === 'bullet' || type === 'number';
        numbers.length = isList ? Math.min(numbers.length, type === 'number' ? level + 1 : level) : 0;
        const first = (numbers[level] ?? 0) + 1;
        if (type === 'number') numbers[level] = first + run.length - 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a message never move.
          <Paper key={at} class={`in${level}`} {...(type === 'number' ? { start: first } : {})}>
            {run.map((line, place) => {
              const words = line.spans.map((span, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                <Words key={index} span={span} next={line.spans[index + 1]} isPlain={type === 'pre'} />
              ));
              // biome-ignore lint/suspicious/noArrayIndexKey: as above.
              return isList ? <li key={place}>{words}</li> : [place > 0 && '\n', words];
            })}
          </Paper>
        );
      })}
    </div>
  );
}

/** Neighbours of one kind stand together. */
function runsOf(lines: Lines): Line[][] {
  const runs: Line[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    const last = run?.[0];
    if (last && last.type === line.type && last.level === line.level) run?.push(line);
    else runs.push([line]);
  }
  return runs;
}

function Words({ span, next, isPlain }: { span: Span; next: Span | undefined; isPlain: boolean }) {
  const { text, href } = span;
  // Also what was checked before is a link only where a text would be one.
  const [link] = href === undefined ? [] : linkify(href);
  let words: ComponentChildren = link?.href ? (
    <a href={link.href} target="_blank" rel="noopener noreferrer ugc" title={link.text}>
      {text}
    </a>
  ) : isPlain || span.code ? (
    text
  ) : (
    <Linked text={text} />
  );
  if (span.code) words = <code>{words}</code>;
  if (span.strike) words = <s>{words}</s>;
  if (span.italic) words = <em>{words}</em>;
  if (span.bold) words = <b>{words}</b>;
  const host = link?.href && next?.href !== href ? hostOf(link.href) : '';
  return (
    <>
      {words}
      {host && !text.includes(host) && <small>{` (${host})`}</small>}
    </>
  );
}

function hostOf(href: string): string {
  return new URL(href).host || href.replace(/^\w+:/, '');
}
