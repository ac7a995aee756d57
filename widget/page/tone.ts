/** A short sound of two notes, made here: nothing is fetched for it. */
const notes = [
  { hertz: 660, at: 0 },
  { hertz: 880, at: 0.12 },
];
const noteSeconds = 0.25;
const loudness = 0.12;

/** Undefined where the browser makes no sounds. */
export function createTone(): { play(): Promise<void> } | undefined {
  if (!('AudioContext' in window)) return undefined;
  let context: AudioContext | undefined;
  return {
    async play() {
      context ??= new AudioContext();
      // Before the visitor has touched the page, browsers let it make no sound: then there is none.
      if (context.state === 'suspended') await context.resume().catch(() => undefined);
      for (const { hertz, at } of notes) sound(context, hertz, context.currentTime + at);
    },
  };
}

function sound(context: AudioContext, hertz: number, start: number): void {
  const source = context.createOscillator();
  const volume = context.createGain();
  source.frequency.value = hertz;
  volume.gain.setValueAtTime(loudness, start);
  // Ends softly: a note that is cut off clicks.
  volume.gain.exponentialRampToValueAtTime(0.001, start + noteSeconds);
  source.connect(volume).connect(context.destination);
  source.start(start);
  source.stop(start + noteSeconds);
}
