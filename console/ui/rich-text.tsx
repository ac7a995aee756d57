/** Formatted text that somebody wrote, as elements: no HTML is ever read. Links say to which host they lead. */
import { Fragment, type ReactNode } from 'react';
import { type LineType, type Placed, placed, type Rich } from '../../contract/rich-text.ts';
import { linkOf } from '../lib/links.ts';
import { LinkedPieces, TextBlock } from './linked-text.tsx';
import classes from './rich-text.module.css';

/** Draws a piece of text that begins at a place of the plain text. */
type Draw = (text: string, start: number) => ReactNode;
const plain: Draw = (text) => <LinkedPieces text={text} />;

export function RichText({ lines, draw = plain }: { lines: Rich; draw?: Draw }) {
  return (
    <TextBlock className={classes.rich}>
      {runsOf(placed(lines)).map((run) => (
        <Run key={run[0]?.start} run={run} draw={draw} />
      ))}
    </TextBlock>
  );
}

/** Neighbours of one kind stand together. */
function runsOf(lines: readonly Placed[]): Placed[][] {
  const runs: Placed[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run && keyOf(run[0]) === keyOf(line)) run.push(line);
    else runs.push([line]);
  }
  return runs;
}

function keyOf(line: Placed | undefined): string {
  return `${line?.line.type} ${line?.line.level ?? 0}`;
}

const papers = { text: 'div', quote: 'blockquote', pre: 'pre', bullet: 'ul', number: 'ol' } as const;

function Run({ run, draw }: { run: readonly Placed[]; draw: Draw }) {
  const { type, level }: { type: LineType; level?: number | undefined } = run[0]?.line ?? { type: 'text' };
  const Paper = papers[type];
  const isList = type === 'bullet' || type === 'number';
  return (
    <Paper data-level={level}>
      {run.map((line, at) =>
        isList ? (
          <li key={line.start} {...(type === 'number' ? { value: Number.parseInt(line.prefix, 10) } : {})}>
            <Words line={line} draw={draw} />
          </li>
        ) : (
          <Fragment key={line.start}>
            {at > 0 && '\n'}
            <Words line={line} draw={draw} />
          </Fragment>
        ),
      )}
    </Paper>
  );
}

function Words({ line, draw }: { line: Placed; draw: Draw }) {
  return line.spans.map(({ span, start, after }) => {
    const link = span.href === undefined ? undefined : linkOf(span.href);
    const words = link ? (
      <a href={link.href} target="_blank" rel="noopener noreferrer ugc" title={link.text}>
        {span.text}
      </a>
    ) : line.line.type === 'pre' || span.code ? (
      span.text
    ) : (
      draw(span.text, start)
    );
    return (
      <Fragment key={start}>
        <Marked span={span}>{words}</Marked>
        {after !== '' && <span className={classes.host}>{` (${hostOf(link?.href ?? after)})`}</span>}
      </Fragment>
    );
  });
}

function Marked({ span, children }: { span: Placed['spans'][number]['span']; children: ReactNode }) {
  let drawn = children;
  if (span.code) drawn = <code>{drawn}</code>;
  if (span.strike) drawn = <s>{drawn}</s>;
  if (span.italic) drawn = <em>{drawn}</em>;
  if (span.bold) drawn = <strong>{drawn}</strong>;
  return drawn;
}

/** Where a link leads, as short as it can be said. */
function hostOf(href: string): string {
  return URL.parse(href)?.host || href.replace(/^(mailto|tel):/, '');
}
