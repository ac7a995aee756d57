/** What could not be read as it should be, said once each. */

export type Odd = (what: string) => void;

const odditiesMax = 20;
const oddityCharsMax = 80;

/** A list that grows by what is told to `odd`, up to its bound. */
export function collectOddities(): { oddities: string[]; odd: Odd } {
  const oddities: string[] = [];
  const odd = (what: string) => {
    const said = what.replace(/[^\x20-\x7e]+/g, '?').slice(0, oddityCharsMax);
    if (oddities.length < odditiesMax && !oddities.includes(said)) oddities.push(said);
  };
  return { oddities, odd };
}
