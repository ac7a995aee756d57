/** What can be done to what is written: marks, kinds of lines, and what Enter and Backspace do in them. */
import { toggleMark } from 'prosemirror-commands';
import { InputRule } from 'prosemirror-inputrules';
import type { Command, EditorState } from 'prosemirror-state';
import { TextSelection } from 'prosemirror-state';
import {
  isSafeHref,
  type LetterMark,
  type LineType,
  letterMarks,
  levelMax,
  type Shows,
} from '../../../../contract/rich-text.ts';
import { lineType, markType } from './document.ts';
import type { Active, Format } from './field-handle.ts';

/** The command for a button; undefined where the channel can't show it. */
export function commandFor(format: Format, shows: Shows): Command | undefined {
  if ((letterMarks as readonly string[]).includes(format)) {
    const mark = format as LetterMark;
    return shows.marks.includes(mark) ? toggleMark(markType(mark)) : undefined;
  }
  const type = format as LineType;
  return shows.lines.includes(type) ? toggleLines(type) : undefined;
}

/** Makes the chosen lines of a kind, or plain again where they are. */
function toggleLines(type: LineType): Command {
  return (state, dispatch) => {
    const isOn = eachLine(state).every(({ node }) => node.attrs.type === type);
    dispatch?.(withLines(state, () => ({ type: isOn ? 'text' : type, level: 0 })));
    return true;
  };
}

/** Moves items of lists further in, or out. */
export function indent(by: 1 | -1): Command {
  return (state, dispatch) => {
    if (!eachLine(state).some(({ node }) => isItem(node.attrs.type))) return false;
    dispatch?.(
      withLines(state, ({ type, level }) => ({
        type,
        level: isItem(type) ? Math.min(levelMax, Math.max(0, level + by)) : 0,
      })),
    );
    return true;
  };
}

type Attrs = { type: LineType; level: number };
const isItem = (type: unknown) => type === 'bullet' || type === 'number';

function eachLine({ doc, selection: { from, to } }: EditorState) {
  const found: { node: typeof doc; pos: number }[] = [];
  doc.nodesBetween(from, to, (node, pos) => {
    if (node.type === lineType) found.push({ node, pos });
  });
  return found;
}

function withLines(state: EditorState, change: (attrs: Attrs) => Attrs) {
  const { tr } = state;
  for (const { node, pos } of eachLine(state)) {
    const attrs = change(node.attrs as Attrs);
    tr.setNodeMarkup(pos, null, attrs);
    // Code has no marks.
    if (attrs.type === 'pre') tr.removeMark(pos + 1, pos + 1 + node.content.size);
  }
  return tr.scrollIntoView();
}

/** Enter goes on with a line of the same kind; in an empty one it ends the list or the quote. */
export const enter: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (empty && $from.parent.content.size === 0 && $from.parent.attrs.type !== 'text')
    return isBegun(state) || plainer(state, dispatch);
  const marks = state.storedMarks ?? $from.marks();
  const tr = state.tr.deleteSelection();
  tr.split(tr.selection.from);
  dispatch?.(tr.ensureMarks(marks).scrollIntoView());
  return true;
};

/** A block of code that has just begun goes on: many type Enter behind the three backticks. */
function isBegun({ doc, selection: { $from } }: EditorState): boolean {
  const at = $from.index(0);
  const before = at > 0 ? doc.child(at - 1) : undefined;
  return $from.parent.attrs.type === 'pre' && before?.attrs.type !== 'pre';
}

/** Backspace at the beginning of a line takes its kind away first. */
export const backspace: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0 || $from.parent.attrs.type === 'text') return false;
  return plainer(state, dispatch);
};

const plainer: Command = (state, dispatch) => {
  dispatch?.(
    withLines(state, ({ type, level }) =>
      isItem(type) && level > 0 ? { type, level: level - 1 } : { type: 'text', level: 0 },
    ),
  );
  return true;
};

/** Puts a link on what is chosen, or takes it away; where nothing is chosen, the address itself is written. */
export function link(href: string): Command {
  return (state, dispatch) => {
    const { from, to, empty } = state.selection;
    const mark = markType('link');
    if (href === '') dispatch?.(state.tr.removeMark(from, to, mark));
    else if (!isSafeHref(href)) return false;
    else if (empty)
      dispatch?.(state.tr.replaceSelectionWith(state.schema.text(href, [mark.create({ href })]), false));
    else dispatch?.(state.tr.removeMark(from, to, mark).addMark(from, to, mark.create({ href })));
    return true;
  };
}

/** What is on where the caret stands. */
export function activeIn(state: EditorState): Active {
  const { $from, from, to, empty } = state.selection;
  const marks = state.storedMarks ?? $from.marks();
  const isOn = (mark: LetterMark | 'link') =>
    empty ? marks.some(({ type }) => type.name === mark) : state.doc.rangeHasMark(from, to, markType(mark));
  const on = letterMarks.filter(isOn);
  return { formats: [...on, $from.parent.attrs.type as LineType], hasLink: isOn('link'), isChosen: !empty };
}

/** Markdown as people type it. */
export function rules(shows: () => Shows): InputRule[] {
  const line = (pattern: RegExp, type: LineType) =>
    new InputRule(pattern, (state, _match, start, end) => {
      const $start = state.doc.resolve(start);
      if (!shows().lines.includes(type) || $start.parent.attrs.type !== 'text') return null;
      return state.tr.delete(start, end).setNodeMarkup($start.before(), null, { type, level: 0 });
    });
  const letters = (pattern: RegExp, mark: LetterMark) =>
    new InputRule(pattern, (state, match, start, end) => {
      const $start = state.doc.resolve(start);
      if (!shows().marks.includes(mark) || $start.parent.attrs.type === 'pre') return null;
      const [, before = '', words = ''] = match;
      const from = start + before.length;
      const tr = state.tr.replaceWith(
        from,
        end,
        state.schema.text(words, [...$start.marks(), markType(mark).create()]),
      );
      return tr.removeStoredMark(markType(mark));
    });
  return [
    line(/^[-*•]\s$/, 'bullet'),
    line(/^1[.)]\s$/, 'number'),
    line(/^>\s$/, 'quote'),
    line(/^```$/, 'pre'),
    letters(/(^|[\s(])\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, 'bold'),
    letters(/(^|[\s(])_([^_\s](?:[^_]*[^_\s])?)_$/, 'italic'),
    letters(/(^|[\s(])~~([^~\s](?:[^~]*[^~\s])?)~~$/, 'strike'),
    letters(/(^|[\s(])`([^`\s](?:[^`]*[^`\s])?)`$/, 'code'),
  ];
}

/** The caret at a place of the document. */
export function caretAt(state: EditorState, pos: number) {
  return state.tr
    .setSelection(TextSelection.create(state.doc, Math.min(pos, state.doc.content.size)))
    .scrollIntoView();
}
