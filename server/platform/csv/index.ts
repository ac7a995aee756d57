/** Text for programs for tables. Invariant: no cell of ours is taken for a formula. */
export { withFormula, withoutFormula } from './formula.ts';
export { csvLine } from './line.ts';
