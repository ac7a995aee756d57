/** One line that is being written: Enter takes it, Esc leaves everything as it was. */
import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';

/** A menu that closes takes the focus back once more; then the line has it. */
const menuMilliseconds = 50;

export function LineInput(props: {
  label: string;
  initial?: string;
  lengthMax: number;
  /** Resolves to whether it was taken. */
  save: (text: string) => Promise<boolean>;
  close: () => void;
  /** Goes on with the next line after one was taken. */
  goesOn?: boolean;
}) {
  const { label, initial = '', lengthMax, save, close, goesOn = false } = props;
  const [text, setText] = useState(initial);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => field.current?.focus(), menuMilliseconds);
    return () => clearTimeout(timer);
  }, []);
  const take = async () => {
    const line = text.trim();
    if (line === '' || line === initial) return close();
    if (goesOn) setText('');
    else close();
    // What was refused is not lost.
    if (!(await save(line)) && goesOn) setText((now) => (now === '' ? line : now));
  };
  return (
    <TextInput
      size="xs"
      style={{ flex: '1 1 100%' }}
      aria-label={label}
      placeholder={label}
      maxLength={lengthMax}
      value={text}
      ref={field}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => text.trim() !== '' && void take()}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') void take();
        if (event.key === 'Escape') {
          event.stopPropagation();
          close();
        }
      }}
    />
  );
}
