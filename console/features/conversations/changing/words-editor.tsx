/** Words as a field, in their place. What stands there now is shown until the server has taken the new ones. */
import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { normal, type Rich } from '../../../../contract/rich-text.ts';
import { useText } from '../../../lib/i18n.tsx';
import { isApple, shownKeys } from '../../../lib/keys.ts';
import { useProblemText } from '../../../lib/problem-text.ts';
import { Field } from '../writing/field.tsx';
import { type FieldHandle, nothingActive } from '../writing/field-handle.ts';
import type { Said } from '../writing/said.ts';
import { shownFor } from '../writing/shown-for.ts';
import { Toolbar } from '../writing/toolbar.tsx';
import classes from './changing.module.css';
import { useChanging } from './changing.ts';

/** `save` rejects with what the server refused, which is said below the field. */
export function WordsEditor(props: {
  before: { text: string; rich?: Rich | undefined; note: boolean };
  /** Something stands there also without words: files. */
  mayBeEmpty: boolean;
  label: string;
  save: (said: Said) => Promise<void>;
  end: () => void;
  /** Stands between the field and the buttons. */
  children?: ReactNode;
}) {
  const { end, save, label, children } = props;
  const t = useText('conversations');
  const app = useText('app');
  const problemText = useProblemText();
  const { can } = useChanging();
  const [before] = useState(props.before);
  const rich = before.rich && normal(before.rich);
  const [said, setSaid] = useState<Said>({ text: before.text, rich });
  const { text } = said;
  const shown = shownFor(can, before.note, said);
  const [active, setActive] = useState(nothingActive);
  const [isLinking, setLinking] = useState(false);
  const [isWanted, setWanted] = useState(false);
  const [failed, setFailed] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const field = useRef<FieldHandle>(null);
  useEffect(() => {
    field.current?.setCaret(before.text.length);
  }, [before]);
  const isReady = text.trim() !== '' || props.mayBeEmpty;
  const submit = async () => {
    if (!isReady || isBusy) return;
    if (text === before.text && JSON.stringify(said.rich) === JSON.stringify(rich)) return end();
    setBusy(true);
    try {
      await save(shown.said);
      end();
    } catch (error) {
      setFailed(error);
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
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
      <Toolbar
        field={field}
        shows={shown.shows}
        active={active}
        isLinking={isLinking}
        setLinking={setLinking}
        want={() => setWanted(true)}
      />
      <Field
        handle={field}
        said={said}
        change={setSaid}
        shows={shown.shows}
        lengthMax={shown.lengthMax}
        lines={1}
        label={label}
        onKeyDown={onKeyDown}
        look={() => undefined}
        setActive={setActive}
        isWanted={isWanted}
      />
      {children}
      {failed !== undefined && <p role="alert">{problemText(failed)}</p>}
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
