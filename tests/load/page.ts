/** The page on performance: what was measured last, between the words on how. */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Figure, tableOf } from './measure.ts';

export type Run = { date: string; commit: string; cores: number; gigabytes: number; quick: boolean };

const begin = '<!-- measured: written by npm run bench -->';
const end = '<!-- end of measured -->';

/** Puts a run's table into the page, in the place of the one before. */
export function writePage(file: string, run: Run, figures: readonly Figure[]): void {
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has lost the marks between which the table stands.`);
  const kind = run.quick ? 'a quick run, with a smaller data set' : 'a full run';
  const about = `${run.date}, commit ${run.commit}, ${run.cores} cores, ${run.gigabytes} GB of memory, ${kind}.`;
  writeFileSync(
    file,
    `${text.slice(0, from)}${begin}\n\n${about}\n\n${tableOf(figures)}\n\n${text.slice(to)}`,
  );
}
