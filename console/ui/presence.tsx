/** Whether somebody is there: a dot on the avatar whose shape says it as its colour does, a word, and since when. */
import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAvailability } from '../lib/availability.ts';
import { useLocale, useText } from '../lib/i18n.tsx';
import { relativeTime } from '../lib/time.ts';
import { useNow } from './now.ts';
import classes from './presence.module.css';

/** `isSaid`: the word stands beside it already, or in the name of what it is part of. */
export function Presence(props: { memberId: string; isSaid?: boolean; children: ReactNode }) {
  const t = useText('app');
  const locale = useLocale();
  const now = useNow();
  const { state, since } = useAvailability()(props.memberId) ?? {};
  const word = state && t(`presence.${state}`);
  const when = since ? ` · ${relativeTime(new Date(since), now, locale)}` : '';
  return (
    <span className={classes.presence} title={word && word + when}>
      {props.children}
      {state && <span className={classes.dot} data-state={state} aria-hidden />}
      {state && !props.isSaid && <VisuallyHidden>{word}</VisuallyHidden>}
    </span>
  );
}
