/** The points between two effects at which a program can be ended: tests end it at each. */

/** In the order in which they come: `fetched` to `noted` once a mail, `advanced` once a batch. */
export const stepNames = [
  'connected',
  'opened',
  'sync-read',
  'sync-started',
  'searched',
  'listed',
  'fetched',
  'compared',
  'recorded',
  'noted',
  'advanced',
  'completed',
  'reported',
] as const;
export type StepName = (typeof stepNames)[number];

/** Called and awaited after each commit and each call to the server. */
export type Step = (name: StepName) => Promise<void> | void;
