/** What whoever stands around the field may ask of it, whichever field is there. */
import type { RefObject } from 'react';
import type { LetterMark, LineType, Shows } from '../../../../contract/rich-text.ts';
import type { Said } from './said.ts';

/** What a button of the toolbar sets. */
export type Format = LetterMark | Exclude<LineType, 'text'>;
/** What is on where the caret stands. */
export type Active = { formats: readonly string[]; hasLink: boolean; isChosen: boolean };
export const nothingActive: Active = { formats: [], hasLink: false, isChosen: false };

export type FieldHandle = {
  focus(): void;
  hasFocus(): boolean;
  /** Where the caret stands in the plain text. */
  caret(): number;
  setCaret(at: number): void;
  /** Writes words where the caret stands, in place of what is chosen. */
  insert(words: string): void;
  format(format: Format): void;
  /** An empty address takes the link away. */
  link(href: string): void;
  /** Its place in the page. */
  element(): HTMLElement | null;
};

export type FieldProps = {
  handle: RefObject<FieldHandle | null>;
  said: Said;
  change: (said: Said) => void;
  /** What may be used. */
  shows: Shows;
  label: string;
  placeholder?: string | undefined;
  lengthMax: number;
  /** How many lines are there at least. */
  lines?: number;
  /** What the field says of a list beside it. */
  aria?: Record<string, string> | undefined;
  onKeyDown: (event: KeyboardEvent) => void;
  /** The caret stands elsewhere. */
  look: () => void;
  setActive: (active: Active) => void;
  takeFiles?: ((files: readonly File[]) => void) | undefined;
  /** The one with formatting is wanted at once. */
  isWanted: boolean;
};
