/** What a search for messages means. */
import { Problem } from '../../contract/errors.ts';
import { searchWordsMax } from '../../contract/messages.ts';
import { foldedWords } from '../../contract/search.ts';

/** Between these a text is looked for as it stands. The second closes what the first has opened. */
const quoted = /["“”„«「『](.*?)(?:["“”»」』]|$)/gu;

/** The texts that a message must have, folded: words, and several words where they were quoted. @throws Problem */
export function parseWanted(search: string): string[] {
  const wanted = new Set<string>();
  const rest = search.replace(quoted, (_, inside: string) => {
    wanted.add(foldedWords(inside).join(' '));
    return ' ';
  });
  for (const word of foldedWords(rest)) wanted.add(word);
  wanted.delete('');
  const words = [...wanted].join(' ').split(' ').length;
  if (words > searchWordsMax) {
    throw new Problem('invalid-input', `Search for at most ${searchWordsMax} words.`);
  }
  // What is part of another one asks for nothing more.
  return [...wanted].filter((one) => ![...wanted].some((other) => other !== one && other.includes(one)));
}
