/** The microphone, where the browser has one to offer. */
import { useState } from 'preact/hooks';
import { Icon } from './icons.tsx';

type Voice = typeof import('./voice.tsx');

/** Undefined while nobody speaks. */
export function useVoice() {
  const [voice, setVoice] = useState<Voice>();
  return {
    voice,
    begin: () => void import('./voice.tsx').then(setVoice, () => undefined),
    leave: () => setVoice(undefined),
  };
}

export function VoiceButton({ name, begin }: { name: string; begin(): void }) {
  if (!isSecureContext) return null;
  return (
    <button type="button" class="attach" title={name} aria-label={name} onClick={begin}>
      <Icon path="M12 3v11M9 11V6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0M5 11a7 7 0 0 0 14 0M12 18v3" />
    </button>
  );
}
