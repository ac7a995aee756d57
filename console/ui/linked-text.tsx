/** A text that somebody else wrote: shown as it is, never as HTML, with links made safe. */
import { piecesOf } from '../lib/links.ts';
import classes from './linked-text.module.css';

export function LinkedText({ text, className }: { text: string; className?: string | undefined }) {
  const pieces = piecesOf(text);
  return (
    <div className={className ? `${classes.text} ${className}` : classes.text} dir="auto">
      {pieces.map((piece, index) =>
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
      )}
    </div>
  );
}
