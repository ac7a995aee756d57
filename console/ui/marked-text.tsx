/** A text in which what was searched for stands out. */
import { markedParts } from '../lib/marked.ts';
import classes from './marked-text.module.css';

export function MarkedText({ text, search }: { text: string; search: string }) {
  if (search === '') return text;
  let at = 0;
  return markedParts(text, search).map((part) => {
    at += part.text.length;
    return part.isFound ? (
      <mark key={at} className={classes.found}>
        {part.text}
      </mark>
    ) : (
      part.text
    );
  });
}
