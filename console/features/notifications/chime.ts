/** Two soft tones. A browser that has not been clicked yet plays nothing, and that is well. */

const tones = [
  { hertz: 660, at: 0 },
  { hertz: 880, at: 0.12 },
];
const seconds = 0.25;
const loudness = 0.08;

export function chime(): void {
  const context = new AudioContext();
  for (const { hertz, at } of tones) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    const start = context.currentTime + at;
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(loudness, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + seconds);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + seconds);
    tone.onended = () => void (at > 0 && context.close());
  }
}
