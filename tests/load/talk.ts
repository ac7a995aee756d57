/** Made-up talk in three languages, by a fixed chance: few words are said often, and many hardly ever. */
import { randomFrom } from '../support/random.ts';

export type Word = { text: string; folded: string };
export type Talk = { words: readonly Word[]; say: (at: number) => Word[] };

const syllables =
  'ba be bi bo da de di do fa fe fi ga go ha ka ke ko la le li lo ma me mi mo na ne ni no pa pe po ra re ri ro sa se si so ta te ti to va vi za'.split(
    ' ',
  );
const accents: Record<string, string> = { a: 'ã', e: 'é', o: 'õ', i: 'í' };
const latinWords = 30_000;
const hanFirst = 0x4e00;
const hanLetters = 2_500;
/** In one of so many messages stands the number of an order. */
const orderEvery = 10;
const orders = 400_000;

/** Everybody says `the`; of the other words the n-th is said about 1/n as often as the first. */
export function talkFrom(seed: number): Talk {
  const random = randomFrom(seed);
  const words: Word[] = Array.from({ length: latinWords }, () => {
    const length = 2 + random.below(3);
    const plain = Array.from({ length }, () => syllables[random.below(syllables.length)]).join('');
    const isAccented = random.below(4) === 0;
    return {
      text: isAccented ? plain.replace(/[aeoi]$/, (one) => accents[one] ?? one) : plain,
      folded: plain,
    };
  });
  const often = (count: number) => Math.floor(count ** (random.below(1_000_000) / 1_000_000)) - 1;
  const the = { text: 'the', folded: 'the' };
  const latin = () => words[often(latinWords)] ?? the;
  const han = (): Word => {
    const text = Array.from({ length: 3 + random.below(6) }, () =>
      String.fromCodePoint(hanFirst + Math.max(0, often(hanLetters))),
    ).join('');
    return { text, folded: text };
  };
  return {
    words,
    say: (at) => {
      const isHan = random.below(4) === 0;
      const said = Array.from(
        { length: isHan ? 2 + random.below(3) : 6 + random.below(14) },
        isHan ? han : latin,
      );
      if (at % orderEvery === 0) {
        const number = String(100_000 + random.below(orders));
        said.push({ text: `#${number}`, folded: number });
      }
      return [the, ...said];
    },
  };
}
