/** A text that somebody else wrote: shown as it is, never as HTML, with links made safe. */
import type { ReactNode } from 'react';
import { piecesOf } from '../lib/links.ts';
import classes from './linked-text.module.css';

export function LinkedText({ text, className }: { text: string; className?: string | undefined }) {
  return (
    <TextBlock className={className}>
      <LinkedPieces text={text} />
    </TextBlock>
  );
}

/** The paper that such a text stands on: with its own lines, in its own direction. */
export function TextBlock(props: { className?: string | undefined; children: ReactNode }) {
  return (
    <div className={props.className ? `${classes.text} ${props.className}` : classes.text} dir="auto">
      {props.children}
    </div>
  );
}

/** A part of it. */
export function LinkedPieces({ text }: { text: string }) {
  return piecesOf(text).map((piece, index) =>
    piece.href === undefined ? (
      piece.text
    ) : (
      <bdi
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never move.
        key={index}
      >
        <a href={piece.href} target="_blank" rel="noopener noreferrer ugc">
          {piece.text}
        </a>
      </bdi>
    ),
  );
}
