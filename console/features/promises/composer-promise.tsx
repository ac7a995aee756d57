/** Below what is being written: the command for a promise as it is read, or what may be one, offered. */
import { Button, CloseButton } from '@mantine/core';
import { IconHeartHandshake } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { dueAt, micros } from '../../../contract/times.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useTimeZone } from '../../lib/zone.ts';
import { useNow } from '../../ui/now.ts';
import { dueWords } from '../tasks/index.ts';
import { commandIn, intentIn } from './intent.ts';
import { type Draft, PromiseDialog } from './promise-dialog.tsx';
import classes from './promises.module.css';
import { type Read, readPromise } from './read-promise.ts';
import { useBusinessZone } from './use-business-zone.ts';

/** Reading waits until nothing was typed for so long. */
const restMs = 250;

export type ComposerPromise = {
  /** What is written is the command: it is not sent, but made a promise. */
  isCommand: boolean;
  /** Opens the form with what was read. */
  make(): void;
  /** The line below. */
  line: ReactNode;
  /** The form, which stands outside of the composer's. */
  form: ReactNode;
};

/** `isReply`: what is written goes to the customer. `clear`: empties the composer when the command was carried out. */
export function useComposerPromise(
  conversationId: string,
  { text, isReply, clear }: { text: string; isReply: boolean; clear: () => void },
): ComposerPromise {
  const t = useText('promises');
  const [draft, setDraft] = useState<Draft>();
  const command = commandIn(text);
  const [offer, leave] = useOffer(isReply && command === undefined ? text : undefined);
  const read = useRead(command);
  const make = () => {
    if (command !== undefined)
      setDraft({ conversationId, read: read ?? { what: command }, isPublic: isReply });
  };
  const line = (
    <>
      {command !== undefined && (
        <Line
          words={read ? <When key={read.date + read.time} read={read} word="command" /> : t('commandUnread')}
        >
          <Button size="compact-xs" onClick={make}>
            {t('commandMake')}
          </Button>
        </Line>
      )}
      {offer && (
        <Line words={<When read={offer} word="offer" />}>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => setDraft({ conversationId, read: offer, isPublic: true })}
          >
            {t('offerTake')}
          </Button>
          <CloseButton size="xs" aria-label={t('offerLeave')} onClick={leave} />
        </Line>
      )}
    </>
  );
  const form = draft && (
    <PromiseDialog
      draft={draft}
      close={() => setDraft(undefined)}
      made={() => (command === undefined ? leave() : clear())}
    />
  );
  return { isCommand: command !== undefined, make, line, form };
}

function Line({ words, children }: { words: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.line} role="status">
      <IconHeartHandshake size={16} aria-hidden />
      <span>{words}</span>
      {children}
    </div>
  );
}

function When({ read, word }: { read: Read; word: 'command' | 'offer' }) {
  const t = useText('promises');
  const locale = useLocale();
  const now = useNow();
  const zone = useTimeZone();
  const said = { date: read.date, time: read.time, timeZone: useBusinessZone() };
  const when = dueWords({ ...said, at: micros(dueAt(said)) }, now, zone, locale);
  return t.rich(word, { when, what: <bdi key="what">{read.what}</bdi> });
}

/** What a line says, once nothing is typed any more. */
function useRead(line: string | undefined): Read | undefined {
  const locale = useLocale();
  const timeZone = useBusinessZone();
  const [found, setFound] = useState<{ line: string; read: Read | undefined }>();
  useEffect(() => {
    if (line === undefined) return;
    let isStale = false;
    const timer = setTimeout(async () => {
      const read = await readPromise(line, locale, { now: new Date(), timeZone }).catch(() => undefined);
      if (!isStale) setFound({ line, read });
    }, restMs);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [line, locale, timeZone]);
  return line === undefined ? undefined : found?.read;
}

/** What may be a promise in a reply; it stays when the reply was sent, until it is taken or left. */
function useOffer(text: string | undefined): [offer: Read | undefined, leave: () => void] {
  const sentence = text === undefined ? undefined : intentIn(text);
  const [left, setLeft] = useState<string>();
  const [kept, setKept] = useState<string>();
  const wanted = sentence ?? (text === '' ? kept : undefined);
  if (sentence !== undefined && sentence !== kept) setKept(sentence);
  const read = useRead(wanted === left ? undefined : wanted);
  const isAhead = read && read.what !== '';
  const offer = isAhead && wanted !== undefined ? { ...read, what: wanted } : undefined;
  return [
    offer,
    () => {
      setLeft(wanted);
      setKept(undefined);
    },
  ];
}
