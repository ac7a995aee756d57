/** First pages, one after another, as one person who clicks. */
import { ask } from './wire.ts';

/** Asks for each address in turn; answers how long each took in milliseconds. */
export async function runPages(input: { urls: string[]; token?: string }): Promise<number[]> {
  const took: number[] = [];
  for (const url of input.urls) {
    const began = performance.now();
    await ask('GET', url, { token: input.token });
    took.push(performance.now() - began);
  }
  return took;
}
