/** Choosing an emoji: by a word in one's language, or by eye; the arrows go through them, the recent ones come first. */
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment, type KeyboardEvent, useRef, useState } from 'react';
import { useLocale, useText } from '../../../lib/i18n.tsx';
import { useFocusHere } from '../../../ui/use-focus-here.ts';
import { type Emoji, fetchEmoji, foundEmoji, keepRecent, recentEmoji } from './emoji-data.ts';
import classes from './writing.module.css';

const columns = 8;
const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };

export function EmojiPicker({ take }: { take: (sign: string) => void }) {
  const t = useText('writing');
  const locale = useLocale();
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useFocusHere(field);
  const { data: all, error } = useQuery({
    queryKey: ['emoji', locale],
    queryFn: () => fetchEmoji(locale),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const choose = (sign: string) => {
    keepRecent(localStorage, sign);
    take(sign);
  };
  const found = typed.trim() === '' ? undefined : foundEmoji(all ?? [], typed);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined || event.nativeEvent.isComposing) return;
    const signs = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = signs.indexOf(document.activeElement as HTMLButtonElement);
    if (at === -1 && event.key !== 'ArrowDown') return;
    event.preventDefault();
    if (at !== -1 && at + step < 0) field.current?.focus();
    else signs[at === -1 ? 0 : Math.min(at + step, signs.length - 1)]?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows move the focus among its buttons.
    <div onKeyDown={onKeyDown}>
      <TextInput
        ref={field}
        size="xs"
        aria-label={t('findEmoji')}
        placeholder={t('findEmoji')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          const first = found?.[0];
          if (first) choose(first.sign);
        }}
      />
      <div ref={list} className={classes.emoji}>
        {error && <p>{t('emojiAway')}</p>}
        {found ? <Signs all={found} choose={choose} /> : <Groups all={all ?? []} choose={choose} />}
        {all && found?.length === 0 && <p>{t('noEmoji')}</p>}
      </div>
    </div>
  );
}

type ListProps = { all: readonly Emoji[]; choose: (sign: string) => void };

function Groups({ all, choose }: ListProps) {
  const t = useText('writing');
  const recent = recentEmoji(localStorage).flatMap((sign) => all.find((one) => one.sign === sign) ?? []);
  const groups = [...new Set(all.map(({ group }) => group))];
  return (
    <>
      {recent.length > 0 && <h3>{t('emojiRecent')}</h3>}
      <Signs all={recent} choose={choose} />
      {groups.map((group) => (
        <Fragment key={group}>
          <h3>{t('groups', { group: String(group) })}</h3>
          <Signs all={all.filter((one) => one.group === group)} choose={choose} />
        </Fragment>
      ))}
    </>
  );
}

function Signs({ all, choose }: ListProps) {
  return all.map(({ sign, words }) => (
    <button
      key={sign}
      type="button"
      tabIndex={-1}
      aria-label={words}
      title={words}
      onClick={() => choose(sign)}
    >
      {sign}
    </button>
  ));
}
