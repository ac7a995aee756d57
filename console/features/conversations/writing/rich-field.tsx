/** The field with formatting. Fetched when somebody begins to write; it says what is written after each change. */
import { baseKeymap } from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { inputRules, undoInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { Slice } from 'prosemirror-model';
import { type Command, EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { useEffectEvent, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { isPlain, plainLines, richText, shownIn } from '../../../../contract/rich-text.ts';
import { pastedFiles } from '../attached.ts';
import { activeIn, backspace, caretAt, commandFor, enter, indent, link, rules } from './commands.ts';
import { docOf, linesOf, nodesOf } from './document.ts';
import type { FieldHandle, FieldProps, Format } from './field-handle.ts';
import { linesOfPasted } from './paste.ts';
import { offsetOf, placeOf, type Said } from './said.ts';
import classes from './writing.module.css';

export type RichFieldProps = FieldProps & {
  /** Where the caret stood in the plain field, if it had the focus. */
  takeFocusAt: number | undefined;
};

export function RichField(props: RichFieldProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const change = useEffectEvent((said: Said) => flushSync(() => props.change(said)));
  const now = useEffectEvent(() => props);
  const looked = useEffectEvent((next: EditorView) => {
    props.setActive(activeIn(next.state));
    props.look();
  });
  useImperativeHandle(
    props.handle,
    () =>
      handleOf(
        () => view.current,
        () => now().shows,
      ),
    [],
  );
  useLayoutEffect(() => {
    if (!place.current) return;
    const made = new EditorView(place.current, {
      state: EditorState.create({ doc: docOf(now().said), plugins: plugins(now) }),
      attributes: attributesOf(now()),
      clipboardTextSerializer: ({ content }) => richText(linesOf(content)),
      dispatchTransaction(tr) {
        made.updateState(made.state.apply(tr));
        if (tr.docChanged && !tr.getMeta('told')) change(saidIn(made));
        if (tr.docChanged || tr.selectionSet || tr.storedMarksSet) looked(made);
      },
      handleDOMEvents: { paste: (editor, event) => pasted(editor, event, now()) },
      handleKeyDown(_, event) {
        now().onKeyDown(event);
        return event.defaultPrevented;
      },
    });
    view.current = made;
    const at = now().takeFocusAt;
    if (at !== undefined) {
      made.dispatch(caretAt(made.state, posOf(made, at)));
      made.focus();
    }
    return () => made.destroy();
  }, []);
  const { text, rich } = props.said;
  useLayoutEffect(() => {
    const editor = view.current;
    if (!editor) return;
    // Changed from outside: sent, a macro, another draft.
    const there = saidIn(editor);
    if (there.text !== text || JSON.stringify(there.rich) !== JSON.stringify(rich)) {
      const { tr, doc } = editor.state;
      const next = tr.replaceWith(0, doc.content.size, docOf({ text, rich }).content);
      editor.dispatch(next.setMeta('told', true));
      editor.dispatch(caretAt(editor.state, editor.state.doc.content.size - 1));
    }
  }, [text, rich]);
  useLayoutEffect(() => view.current?.setProps({ attributes: attributesOf(props) }));
  return (
    <div
      ref={place}
      className={classes.field}
      data-empty={text === '' || undefined}
      data-placeholder={props.placeholder}
    />
  );
}

function attributesOf({ label, placeholder, aria, lines = 2 }: FieldProps): Record<string, string> {
  return {
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-label': label,
    'aria-placeholder': placeholder ?? '',
    dir: 'auto',
    style: `min-block-size: calc(${lines}lh + 0.5rem)`,
    ...Object.fromEntries(Object.entries(aria ?? {}).map(([name, value]) => [name, String(value)])),
  };
}

function saidIn({ state }: EditorView): Said {
  const lines = linesOf(state.doc.content);
  const text = richText(lines);
  return isPlain(lines) ? { text } : { text, rich: lines };
}

function plugins(now: () => FieldProps) {
  const on =
    (format: Format): Command =>
    (...given) =>
      commandFor(format, now().shows)?.(...given) ?? false;
  return [
    inputRules({ rules: rules(() => now().shows) }),
    keymap({
      'Mod-b': on('bold'),
      'Mod-i': on('italic'),
      'Mod-Shift-x': on('strike'),
      'Mod-e': on('code'),
      'Mod-Shift-7': on('number'),
      'Mod-Shift-8': on('bullet'),
      'Mod-Shift-9': on('quote'),
      'Mod-Shift-6': on('pre'),
      'Mod-]': indent(1),
      'Mod-[': indent(-1),
      Enter: enter,
      'Shift-Enter': enter,
      Backspace: (...given) => undoInputRule(...given) || backspace(...given),
      'Mod-z': undo,
      'Mod-y': redo,
      'Shift-Mod-z': redo,
    }),
    keymap(baseKeymap),
    history(),
  ];
}

/** Where an offset of the plain text stands in the document. */
function posOf({ state: { doc } }: EditorView, offset: number): number {
  const { line, at } = placeOf(linesOf(doc.content), offset);
  let pos = 0;
  for (let before = 0; before < line; before += 1) pos += doc.child(before).nodeSize;
  return pos + 1 + at;
}

function pasted(editor: EditorView, event: ClipboardEvent, { takeFiles, shows }: FieldProps): boolean {
  const data = event.clipboardData;
  if (!data) return false;
  event.preventDefault();
  const files = pastedFiles(data);
  if (files.length > 0) {
    takeFiles?.(files);
    return true;
  }
  const html = data.getData('text/html');
  const plain = data.getData('text/plain').replaceAll(/\r\n?/g, '\n').replaceAll('\0', '');
  // Parsed apart from the page: nothing in it runs or is fetched.
  const read = html === '' ? [] : linesOfPasted(new DOMParser().parseFromString(html, 'text/html'));
  const lines = read.length > 0 ? shownIn(read, shows) : plainLines(plain);
  const { state } = editor;
  const { $from, empty } = state.selection;
  const nodes = nodesOf(lines);
  const isBare = empty && $from.parent.content.size === 0 && $from.parent.attrs.type === 'text';
  const tr = isBare
    ? state.tr.replaceWith($from.before(), $from.after(), nodes)
    : state.tr.replaceSelection(new Slice(nodes, 1, 1));
  const end = isBare ? $from.before() + nodes.size - 1 : tr.selection.to;
  editor.dispatch(tr);
  editor.dispatch(caretAt(editor.state, end));
  return true;
}

function handleOf(view: () => EditorView | null, shows: () => FieldProps['shows']): FieldHandle {
  const run = (command: Command | undefined) => {
    const editor = view();
    if (!editor) return;
    command?.(editor.state, editor.dispatch);
    editor.focus();
  };
  return {
    focus: () => view()?.focus(),
    hasFocus: () => view()?.hasFocus() ?? false,
    caret() {
      const editor = view();
      if (!editor) return 0;
      const { $head } = editor.state.selection;
      return offsetOf(linesOf(editor.state.doc.content), { line: $head.index(0), at: $head.parentOffset });
    },
    setCaret(at) {
      const editor = view();
      if (!editor) return;
      editor.dispatch(caretAt(editor.state, posOf(editor, at)));
      editor.focus();
    },
    insert: (words) =>
      run((state, dispatch) => {
        dispatch?.(state.tr.insertText(words).scrollIntoView());
        return true;
      }),
    format: (format) => run(commandFor(format, shows())),
    link: (href) => run(link(href)),
    element: () => view()?.dom ?? null,
  };
}
