/**
 * Where one writes. It begins as a plain field, which costs nothing; who goes there gets the one with formatting as soon as it
 * is fetched, with what they have typed meanwhile. Without it the plain field serves on.
 */
import { Textarea } from '@mantine/core';
import {
  type ComponentType,
  type RefObject,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { pastedFiles } from '../attached.ts';
import type { FieldHandle, FieldProps } from './field-handle.ts';
import type { RichFieldProps } from './rich-field.tsx';
import { changedTo } from './said.ts';
import classes from './writing.module.css';

type Editor = ComponentType<RichFieldProps>;
let fetched: Editor | undefined;

export function Field(props: FieldProps) {
  const [Editor, setEditor] = useState<Editor | undefined>(() => fetched);
  const [focusAt, setFocusAt] = useState<number>();
  const area = useRef<HTMLTextAreaElement>(null);
  const [isTouched, setTouched] = useState(false);
  const isWanted = isTouched || props.isWanted || props.said.rich !== undefined;
  const isComposing = useComposing(area);
  /**
   * Not while somebody composes Chinese: what they compose would be lost. Not while a menu has the focus: it gives it back to
   * the field from which it has it.
   */
  const swap = useEffectEvent((next: Editor) => {
    const awaited = isComposing.current ? 'compositionend' : isFocusLent(area.current) ? 'focus' : undefined;
    if (awaited) {
      area.current?.addEventListener(awaited, () => setTimeout(() => swap(next)), { once: true });
      return;
    }
    // At once: what is typed until then would stand before what was typed since.
    flushSync(() => {
      if (area.current && document.activeElement === area.current) setFocusAt(area.current.selectionStart);
      setEditor(() => next);
    });
  });
  useEffect(() => {
    if (!isWanted || Editor) return;
    let isGone = false;
    void import('./rich-field.tsx').then(
      async (part) => {
        fetched = part.RichField;
        if (!isGone) swap(part.RichField);
      },
      // No network: the plain field serves on, and the next one tries again.
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [isWanted, Editor]);
  if (Editor) return <Editor {...props} takeFocusAt={focusAt} />;
  return <PlainField {...props} area={area} touched={() => setTouched(true)} />;
}

/** Whether a menu has the focus; the field itself may stand in a dialog. */
function isFocusLent(field: HTMLElement | null): boolean {
  const at = document.activeElement;
  return at !== field && at?.closest('[role="menu"], [role="dialog"]') != null;
}

/** Whether letters are being composed in the field. */
function useComposing(area: RefObject<HTMLTextAreaElement | null>): RefObject<boolean> {
  const isComposing = useRef(false);
  useEffect(() => {
    const field = area.current;
    const begin = () => {
      isComposing.current = true;
    };
    const end = () => {
      isComposing.current = false;
    };
    field?.addEventListener('compositionstart', begin);
    field?.addEventListener('compositionend', end);
    return () => {
      field?.removeEventListener('compositionstart', begin);
      field?.removeEventListener('compositionend', end);
    };
  }, [area]);
  return isComposing;
}

function PlainField(
  props: FieldProps & { area: RefObject<HTMLTextAreaElement | null>; touched: () => void },
) {
  const { said, area, lines = 2 } = props;
  useImperativeHandle(props.handle, () => plainHandle(area), [area]);
  return (
    <Textarea
      {...props.aria}
      ref={area}
      variant="unstyled"
      className={classes.plain ?? ''}
      autosize
      minRows={lines}
      maxRows={12}
      maxLength={props.lengthMax}
      aria-label={props.label}
      placeholder={props.placeholder}
      value={said.text}
      onFocus={props.touched}
      onChange={(event) => props.change(changedTo(said, event.currentTarget.value))}
      onSelect={props.look}
      onKeyDown={(event) => {
        props.onKeyDown(event.nativeEvent);
        if (event.nativeEvent.cancelBubble) event.stopPropagation();
      }}
      onPaste={(event) => {
        const files = pastedFiles(event.clipboardData);
        if (files.length === 0) return;
        event.preventDefault();
        props.takeFiles?.(files);
      }}
    />
  );
}

function plainHandle(area: RefObject<HTMLTextAreaElement | null>): FieldHandle {
  return {
    focus: () => area.current?.focus(),
    hasFocus: () => document.activeElement === area.current,
    caret: () => area.current?.selectionStart ?? 0,
    setCaret(at) {
      area.current?.focus();
      area.current?.setSelectionRange(at, at);
    },
    insert(words) {
      const field = area.current;
      if (!field) return;
      field.focus();
      field.setRangeText(words, field.selectionStart, field.selectionEnd, 'end');
      field.dispatchEvent(new Event('input', { bubbles: true }));
    },
    // Whoever presses a button has the other field a moment later.
    format: () => area.current?.focus(),
    link: () => area.current?.focus(),
    element: () => area.current,
  };
}
