/** What the team keeps of a company in its own words: changed where it stands. */
import { Textarea, Title } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { textLengthMax } from '../../../contract/entries.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMay } from '../../lib/session.ts';
import { failure } from '../../ui/notices.tsx';
import classes from './companies.module.css';

const rowsMin = 2;
const rowsMax = 12;

/** Leaving the field keeps what is written, Escape does not. What is refused stays in the field. */
export function CompanyNote(props: { note: string; keep: (note: string | null) => Promise<void> }) {
  const t = useText('companies');
  const may = useMay();
  const problemText = useProblemText();
  const [text, setText] = useState(props.note);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') setText(props.note);
  };
  const keep = () => {
    if (text.trim() === props.note) return;
    props.keep(text.trim() || null).catch((error: unknown) => failure(problemText(error)));
  };
  return (
    <section className={classes.section}>
      <Title order={3}>{t('note')}</Title>
      <Textarea
        aria-label={t('note')}
        placeholder={t('noteHint')}
        autosize
        minRows={rowsMin}
        maxRows={rowsMax}
        maxLength={textLengthMax}
        disabled={!may('customers:write')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={keep}
      />
    </section>
  );
}
