/** What the parts of the store share: the state, and how it changes. */
import type { State } from './state.ts';

export type Core = {
  state(): State;
  update(change: (state: State) => State): void;
};
