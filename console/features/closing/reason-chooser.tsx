/** Choosing why a conversation is closed: by a few letters, arrows and Enter, or by a click. */
import { Modal, Text, TextInput } from '@mantine/core';
import { type KeyboardEvent, useId, useState } from 'react';
import type { Asked } from '../../lib/closing.ts';
import { useText } from '../../lib/i18n.tsx';
import { type Choosable, choosable } from './choosable.ts';
import classes from './closing.module.css';

export function ReasonChooser({ asked }: { asked: Asked }) {
  const t = useText('closing');
  const app = useText('app');
  const list = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const { settle } = asked;
  const offered = choosable(asked, text);
  const current = Math.min(at, offered.length - 1);
  const choose = (one: Choosable | undefined) => one && settle(one.id === null ? {} : { reasonId: one.id });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)) return;
    event.preventDefault();
    const count = Math.max(1, offered.length);
    if (event.key === 'Enter') choose(offered[current]);
    else setAt((current + (event.key === 'ArrowDown' ? 1 : count - 1)) % count);
  };
  return (
    <Modal
      opened
      onClose={() => settle(undefined)}
      title={t('ask')}
      centered
      size="sm"
      returnFocus={false}
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <TextInput
        role="combobox"
        aria-label={t('find')}
        aria-expanded
        aria-controls={list}
        aria-activedescendant={offered.length > 0 ? `${list}-${current}` : undefined}
        placeholder={t('find')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        data-autofocus
      />
      <div id={list} className={classes.options} role="listbox" aria-label={t('reasons')}>
        {offered.map((one, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys.
          <div
            key={one.id}
            id={`${list}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === current}
            className={classes.option}
            data-none={one.id === null || undefined}
            onClick={() => choose(one)}
            ref={place === current ? (row) => row?.scrollIntoView({ block: 'nearest' }) : undefined}
          >
            <bdi>{one.id === null ? t('without') : one.name}</bdi>
          </div>
        ))}
      </div>
      {offered.length === 0 && (
        <Text size="sm" c="dimmed" role="status">
          {t('noneFound')}
        </Text>
      )}
    </Modal>
  );
}
