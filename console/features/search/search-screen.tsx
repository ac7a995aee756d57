/** Search: people and companies above, then messages as one types. */
import { VisuallyHidden } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useDeferredValue, useMemo, useState } from 'react';
import { searchLettersMax } from '../../../contract/messages.ts';
import { useText } from '../../lib/i18n.tsx';
import { useTitle } from '../../lib/title.ts';
import { Faults, FilterChips } from './filter-chips.tsx';
import { FilterMenus } from './filter-menus.tsx';
import { openResult } from './open-result.ts';
import { readSearch } from './operators.ts';
import { queryOf, useMessages } from './query.ts';
import { listId, optionId, Results } from './results.tsx';
import classes from './search.module.css';
import { SearchField } from './search-field.tsx';
import { useVocabulary } from './vocabulary.ts';
import { Whom } from './whom.tsx';

export function SearchScreen({ q = '' }: { q?: string }) {
  const t = useText('search');
  useTitle(t('title'));
  const [typed, setTyped] = useTyped(q);
  const vocabulary = useVocabulary();
  const read = useMemo(() => readSearch(typed, vocabulary), [typed, vocabulary]);
  const found = useMessages(queryOf({ ...read, words: read.words.slice(0, searchLettersMax) }));
  const { messages } = found;
  const [active, setActive] = useState(0);
  const at = Math.min(active, Math.max(0, messages.length - 1));
  const navigate = useNavigate();
  const change = (next: string) => {
    setTyped(next);
    setActive(0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (steps !== undefined && messages.length > 0) {
      event.preventDefault();
      const next = Math.min(messages.length - 1, Math.max(0, at + steps));
      setActive(next);
      document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && found.isCurrent) {
      const message = messages[at];
      if (message) openResult(navigate, message);
    } else if (event.key === 'Escape') change('');
  };
  return (
    <div className={classes.screen}>
      <VisuallyHidden component="h1">{t('title')}</VisuallyHidden>
      <div className={classes.asking}>
        <SearchField
          value={typed}
          change={change}
          onKeyDown={onKeyDown}
          isBusy={typed !== '' && !found.isCurrent}
          aria={{
            'aria-controls': listId,
            'aria-expanded': messages.length > 0,
            'aria-activedescendant': messages.length > 0 ? optionId(at) : undefined,
          }}
        />
        <FilterMenus typed={typed} change={change} vocabulary={vocabulary} />
        <FilterChips typed={typed} change={change} filters={read.filters} />
        <Faults filters={read.filters} vocabulary={vocabulary} />
      </div>
      <Whom search={useDeferredValue(read.words)} />
      <Results found={found} isAsked={typed.trim() !== ''} active={at} />
    </div>
  );
}

/** What stands in the field. The address follows it, and a new address, as of a way back, is taken over. */
function useTyped(q: string): [string, (next: string) => void] {
  const navigate = useNavigate();
  const [typed, setTyped] = useState(q);
  const [known, setKnown] = useState(q);
  if (known !== q) {
    setKnown(q);
    if (q !== typed.trim()) setTyped(q);
  }
  return [
    typed,
    (next) => {
      setTyped(next);
      const search = next.trim() === '' ? {} : { q: next.trim() };
      void navigate({ to: '/search', search, replace: true });
    },
  ];
}
