/** Being online or away: of oneself, and as an owner or admin of somebody else. */
export { AvailabilityChoice } from './choice.tsx';
export { HandOverDialog } from './hand-over-dialog.tsx';
export { useChoose } from './use-choose.ts';
