/** What an editor of a test is given. */
import type { Leaf } from '../../../contract/conditions.ts';

export type Of<Type extends Leaf['type']> = Extract<Leaf, { type: Type }>;

export type Editing<Type extends Leaf['type']> = {
  leaf: Of<Type>;
  change: (leaf: Of<Type>) => void;
  /** The segment whose condition it is, which can't name itself. */
  self: string | undefined;
};
