/** Names of strangers inside sentences of ours. */

/**
 * A text set apart in its direction, for messages and attributes, where no `<bdi>` can stand: whatever it does to the
 * direction of writing ends with it.
 */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
