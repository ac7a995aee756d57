/** How much evidence tells. Pure. */
import { type DuplicateEvidence, type DuplicatePair, duplicateStrengths } from '../../contract/customers.ts';
import { foldedWords } from '../../contract/search.ts';

type Strength = DuplicatePair['strength'];

/**
 * An address that one of them has proven is strong; likely is one that merely both gave, one proven in another writing, or
 * an order of both. Two ways of writing an unproven address make it possible, with one name likely.
 */
export function strengthOf({ shared, orders, sameName }: DuplicateEvidence): Strength {
  const isSame = (one: (typeof shared)[number]) => one.value === one.otherValue;
  const isProven = (one: (typeof shared)[number]) => one.verified || one.otherVerified;
  if (shared.some((one) => isProven(one) && isSame(one))) return 'strong';
  if (orders.length > 0 || shared.some((one) => isProven(one) || isSame(one))) return 'likely';
  return sameName ? 'likely' : 'possible';
}

const scoreOfStrength = 1_000;

/** The higher, the more it tells: by strength, then by how much there is. */
export function scoreOf(evidence: DuplicateEvidence): number {
  const rank = duplicateStrengths.length - duplicateStrengths.indexOf(strengthOf(evidence));
  const amount = 2 * (evidence.shared.length + evidence.orders.length) + (evidence.sameName ? 1 : 0);
  return rank * scoreOfStrength + Math.min(amount, scoreOfStrength - 1);
}

/** Whether two names are one, whatever their case, accents and order. */
export function areSameNames(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return false;
  const words = (name: string) => foldedWords(name).sort().join(' ');
  return words(one) !== '' && words(one) === words(other);
}

/** The same evidence, seen from the other one. */
export function turned({ shared, ...rest }: DuplicateEvidence): DuplicateEvidence {
  return {
    ...rest,
    shared: shared.map((one) => ({
      kind: one.otherKind,
      value: one.otherValue,
      verified: one.otherVerified,
      otherKind: one.kind,
      otherValue: one.value,
      otherVerified: one.verified,
    })),
  };
}
