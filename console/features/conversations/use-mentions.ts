/** Naming members and teams in a note, by the letters behind an @. */
import { useQuery } from '@tanstack/react-query';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { Mention } from '../../../contract/mentions.ts';
import { useDraft } from '../../lib/drafts.ts';
import { membersQuery } from '../../lib/team.ts';
import { teamsQuery } from '../../lib/teams.ts';
import type { Mode } from './composer-draft.ts';
import { matching } from './mention-match.ts';
import { type Begun, begunAt, type Choice, mentionsFrom, moved, withMention } from './mention-text.ts';
import type { FieldHandle } from './writing/field-handle.ts';
import { changedTo, type Said } from './writing/said.ts';

export type Mentions = {
  /** Who is named in what is written now. */
  named: readonly Mention[];
  /** Who may be meant by what is being typed; none: nobody is asked. */
  choices: readonly Choice[];
  active: number;
  choose: (choice: Choice) => void;
  /** The text was changed by whoever writes; what else is typed goes through this as well. */
  write: (said: Said) => void;
  /** Looks where the caret stands now. */
  look: () => void;
  /** Takes a key that is meant for the choices; answers whether it was. */
  takes: (event: KeyboardEvent) => boolean;
};

type Draft = { mode: Mode; said: Said; setSaid: (said: Said) => void; draft: string };

export function useMentions(field: RefObject<FieldHandle | null>, draft: Draft): Mentions {
  const { mode, said, setSaid } = draft;
  const { text } = said;
  const [stored, keep] = useDraft(`${draft.draft}.mentions`);
  const [begun, setBegun] = useState<Begun>();
  const [active, setActive] = useState(0);
  const people = useChoices();
  const caret = useCaret(field, text);
  const isNote = mode === 'note';
  const named = isNote ? mentionsFrom(stored, text) : [];
  const choices = isNote && begun ? matching(people, begun.typed) : [];
  const put = (next: Said, mentions: readonly Mention[]) => {
    setSaid(next);
    keep(mentions.length === 0 ? '' : JSON.stringify(mentions));
  };
  const lookAt = (value: string, there: readonly Mention[]) => {
    const at = field.current?.caret() ?? value.length;
    const next = isNote ? begunAt(value, at) : undefined;
    // One that is named already is not begun anew by standing behind it.
    setBegun(there.some(({ start }) => start === next?.start) ? undefined : next);
    setActive(0);
  };
  const choose = (choice: Choice) => {
    if (!begun) return;
    const done = withMention(text, named, begun, choice);
    put(changedTo(said, done.text), done.mentions);
    setBegun(undefined);
    caret(done.caret);
  };
  return {
    named,
    choices,
    active,
    choose,
    write(next) {
      const kept = moved(named, text, next.text);
      put(next, kept);
      lookAt(next.text, kept);
    },
    look: () => lookAt(text, named),
    takes(event) {
      if (choices.length === 0 || event.isComposing) return false;
      const step = { ArrowDown: 1, ArrowUp: choices.length - 1 }[event.key];
      const isChosen = (event.key === 'Enter' || event.key === 'Tab') && !event.metaKey && !event.ctrlKey;
      if (step === undefined && !isChosen && event.key !== 'Escape') return false;
      event.preventDefault();
      event.stopPropagation();
      const choice = choices[active];
      if (step !== undefined) setActive((active + step) % choices.length);
      else if (isChosen && choice) choose(choice);
      else setBegun(undefined);
      return true;
    },
  };
}

/** Everybody who works here, then the teams that are in use. */
function useChoices(): Choice[] {
  const { data: members = [] } = useQuery(membersQuery);
  const { data: teams = [] } = useQuery(teamsQuery);
  return [
    ...members.map(({ id, name }): Choice => ({ kind: 'member', id, name })),
    ...teams
      .filter(({ archivedAt }) => archivedAt === null)
      .map(({ id, name }): Choice => ({ kind: 'team', id, name })),
  ];
}

/** Puts the caret somewhere once the field shows the text that was put into it. */
function useCaret(field: RefObject<FieldHandle | null>, text: string): (at: number) => void {
  const wanted = useRef<number>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is when to look.
  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    field.current?.setCaret(wanted.current);
    wanted.current = undefined;
  }, [field, text]);
  return (at) => {
    wanted.current = at;
  };
}
