/** A voice note being spoken: for how long, and the ways out. Fetched with the first click on the microphone. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Locale } from '../../../contract/ids.ts';
import type { Recording } from '../../bridge.ts';
import type { ChatActions } from '../chat.ts';
import { voiceWords } from '../locales/voice-words.ts';

type Props = {
  recording: Recording | null;
  isOpen: boolean;
  locale: Locale;
  record: ChatActions['record'];
  take(file: File): void;
  leave(): void;
};

export function Voice({ recording, isOpen, locale, record, take, leave }: Props) {
  const say = voiceWords[locale];
  const strip = useRef<HTMLElement>(null);
  const { state } = recording ?? {};

  useEffect(() => {
    record('begin');
    strip.current?.focus();
  }, [record]);
  useEffect(() => {
    if (recording?.state !== 'done') return;
    const { sound } = recording;
    record('drop');
    take(new File([sound], `${say.file}.${endingOf(sound.type)}`, { type: sound.type }));
    leave();
  }, [recording, record, take, leave, say]);
  useEffect(() => {
    // Nobody is listened to behind a closed chat; what was said is kept.
    if (!isOpen) record('end');
  }, [isOpen, record]);

  function drop() {
    record('drop');
    leave();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape') return;
    // The chat itself stays open.
    event.stopPropagation();
    drop();
  }
  const isRefused = state === 'denied' || state === 'missing';

  return (
    <section ref={strip} class="voice" tabIndex={-1} aria-label={say.voice} onKeyDown={onKeyDown}>
      <p role="status">{isRefused ? say[state] : state === 'on' ? say.on : say.asked}</p>
      {state === 'on' && <Seconds />}
      {state === 'on' && (
        <button type="button" onClick={() => record('end')}>
          {say.end}
        </button>
      )}
      <button type="button" onClick={drop}>
        {isRefused ? say.close : say.drop}
      </button>
    </section>
  );
}

/** Not read out: it would never end. */
function Seconds() {
  const [began] = useState(() => performance.now());
  const [now, setNow] = useState(began);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.floor((now - began) / 1_000);
  return (
    <span aria-hidden="true">
      {Math.floor(seconds / 60)}:{`${seconds % 60}`.padStart(2, '0')}
    </span>
  );
}

function endingOf(type: string): string {
  return /^audio\/(webm|ogg)/.exec(type)?.[1] ?? 'm4a';
}
