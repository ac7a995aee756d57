/** A safe page in which marks stand where its pictures are to be: whoever shows it knows where they are. */
import { safePage } from './safe-page.ts';

export type MarkedPage = {
  html: string;
  /** Addresses of pictures from elsewhere; number 3 stands as `MARK-p3`. */
  pictures: string[];
  /** Content ids of its own; number 3 stands as `MARK-c3`. */
  inline: string[];
};

/** `mark`: chance, so that no mail can write one. */
export function markedPage(html: string, mark: string): MarkedPage {
  const [pictures, inline]: [string[], string[]] = [[], []];
  const marked = (letter: string, list: string[]) => (one: string) => {
    const known = list.indexOf(one);
    return `${mark}-${letter}${known < 0 ? list.push(one) - 1 : known}-`;
  };
  const page = safePage(html, { pictures: marked('p', pictures), inline: marked('c', inline) });
  return { html: page.html, pictures, inline };
}
