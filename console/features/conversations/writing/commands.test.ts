import { EditorState } from 'prosemirror-state';
import { expect, test } from 'vitest';
import type { Rich } from '../../../../contract/rich-text.ts';
import { caretAt, enter } from './commands.ts';
import { docOf, linesOf } from './document.ts';

/** The lines after Enter at the end of these. */
function entered(rich: Rich): Rich {
  const state = EditorState.create({ doc: docOf({ text: '', rich }) });
  let after = state.apply(caretAt(state, state.doc.content.size - 1));
  enter(after, (tr) => {
    after = after.apply(tr);
  });
  return linesOf(after.doc.content);
}

const said = { type: 'text' as const, spans: [{ text: 'See' }] };
const code = { type: 'pre' as const, spans: [{ text: 'x = 1' }] };
const noCode = { type: 'pre' as const, spans: [] };

test('Enter leaves a block of code in its second empty line, not in the one that has just begun', () => {
  expect(entered([noCode])).toEqual([noCode]);
  expect(entered([said, noCode])).toEqual([said, noCode]);
  expect(entered([said, code])).toEqual([said, code, noCode]);
  expect(entered([said, code, noCode])).toEqual([said, code, { type: 'text', spans: [] }]);
});

test('Enter in an empty item ends the list', () => {
  const item = { type: 'bullet' as const, spans: [] };
  expect(entered([said, item])).toEqual([said, { type: 'text', spans: [] }]);
});
