/** How long is waited for what has to come. Whole matrices keep every core busy for an hour: then everything takes longer. */
import { testShare } from '../../support/share.ts';

export const patienceMs = testShare === 1 ? 60_000 : 15_000;
