/** A message as a field, in its place. What stands there now is shown until the server has taken the new text. */
import { Button, Textarea } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Message } from '../../../../contract/conversations.ts';
import { useText } from '../../../lib/i18n.tsx';
import { isApple, shownKeys } from '../../../lib/keys.ts';
import { useProblemText } from '../../../lib/problem-text.ts';
import classes from './changing.module.css';
import { useChanging } from './changing.ts';

export function MessageEditor({ message }: { message: Message }) {
  const t = useText('conversations');
  const app = useText('app');
  const problemText = useProblemText();
  const { end, save } = useChanging();
  const [text, setText] = useState(message.text);
  const [failed, setFailed] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(message.text.length, message.text.length);
  }, [message.text]);
  const isReady = text.trim() !== '' || message.attachments !== undefined;
  const submit = async () => {
    if (!isReady || isBusy) return;
    if (text === message.text) return end();
    setBusy(true);
    try {
      await save(message, text);
      end();
    } catch (error) {
      setFailed(error);
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      void submit();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      end();
    }
  };
  return (
    <form
      className={classes.editor}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Textarea
        ref={field}
        autosize
        minRows={1}
        maxRows={12}
        aria-label={t('editLabel')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        error={failed === undefined ? undefined : problemText(failed)}
      />
      <div className={classes.foot}>
        <Button type="submit" size="compact-sm" disabled={!isReady} loading={isBusy}>
          {app('save')}
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={end}>
          {app('cancel')}
        </Button>
        <span className={classes.hint}>
          {t('editKeys', { keys: shownKeys('mod+Enter', isApple()).join(' ') })}
        </span>
      </div>
    </form>
  );
}
