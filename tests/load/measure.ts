/** Figures of a run: medians over rounds, and the table. */

export type Unit = 'ms' | 's' | 'KB' | 'MB' | '/s';

/** One line of the table. */
export type Figure = {
  what: string;
  unit: Unit;
  /** What it is compared with; null where the limit is a figure of its own. */
  baseline: number | null;
  product: number;
  /** The median of the rounds' ratios. */
  ratio: number | null;
  limit: string;
  /** Null for figures without a limit. */
  isMet: boolean | null;
};

/** Times may be so many times as long at most, rates so much of the baseline's at least. */
export type RatioLimit = { max: number } | { min: number };

/** The value below which a share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Product against baseline, a value of each a round, in the order of the rounds. */
export function compared(
  what: string,
  unit: Unit,
  rounds: { baseline: readonly number[]; product: readonly number[] },
  limit: RatioLimit | null,
): Figure {
  const ratios = rounds.product.map((value, round) => value / (rounds.baseline[round] ?? Number.NaN));
  const ratio = median(ratios);
  return {
    what,
    unit,
    baseline: median(rounds.baseline),
    product: median(rounds.product),
    ratio,
    limit: limit === null ? '' : 'max' in limit ? `≤ ${limit.max} ×` : `≥ ${limit.min} ×`,
    isMet: limit === null ? null : 'max' in limit ? ratio <= limit.max : ratio >= limit.min,
  };
}

/** A figure with a limit of its own, or with none. */
export function limited(
  what: string,
  unit: Unit,
  product: number,
  max: number | null,
  baseline: number | null,
): Figure {
  const ratio = baseline === null ? null : product / baseline;
  const limit = max === null ? '' : `≤ ${max} ${unit}`;
  return { what, unit, baseline, product, ratio, limit, isMet: max === null ? null : product <= max };
}

/** The table in Markdown. */
export function tableOf(figures: readonly Figure[]): string {
  const shown = (value: number | null, unit: string) => (value === null ? '' : `${digits(value)} ${unit}`);
  const rows = figures.map((figure) => [
    figure.what,
    shown(figure.baseline, figure.unit),
    shown(figure.product, figure.unit),
    figure.ratio === null ? '' : `${figure.ratio.toFixed(2)} ×`,
    figure.limit,
    figure.isMet === null ? '' : figure.isMet ? 'met' : '**exceeded**',
  ]);
  const head = ['What', 'Baseline', 'Rapport', 'Ratio', 'Limit', ''];
  const lines = [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function digits(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
