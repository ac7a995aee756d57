/** A text with its links. */
import { linkify } from '../linkify.ts';

export function Linked({ text }: { text: string }) {
  return (
    <>
      {linkify(text).map((part) =>
        part.href === undefined ? (
          part.text
        ) : (
          <a key={part.at} href={part.href} target="_blank" rel="noopener noreferrer ugc">
            {part.text}
          </a>
        ),
      )}
    </>
  );
}
