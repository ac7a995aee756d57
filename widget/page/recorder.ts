/**
 * Records what the visitor says, for the frame. Asked for by a click of theirs, at no other time; the microphone is let go as
 * soon as the recording ends.
 */
import type { Recording, ToFrame } from '../bridge.ts';

const secondsMax = 300;
/** Speech is understood well at this; five minutes are about one megabyte. */
const bitsPerSecond = 32_000;
const kinds = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

/** With nothing to record. */
export function createRecorder(tell: (message: ToFrame) => void) {
  const say = (recording: Recording | null) => tell({ type: 'recording', recording });
  let run = 0;
  let recorder: MediaRecorder | undefined;
  let timer: ReturnType<typeof setTimeout>;

  async function begin() {
    const mine = ++run;
    say({ state: 'asked' });
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      // Given up while the browser asked.
      if (mine === run) record(stream);
      else release(stream);
    } catch (error) {
      if (mine === run) say({ state: (error as Error).name === 'NotAllowedError' ? 'denied' : 'missing' });
    }
  }

  function record(stream: MediaStream) {
    const mimeType = kinds.find((kind) => MediaRecorder.isTypeSupported(kind));
    const made = new MediaRecorder(stream, {
      audioBitsPerSecond: bitsPerSecond,
      ...(mimeType ? { mimeType } : {}),
    });
    const parts: Blob[] = [];
    made.ondataavailable = ({ data }) => parts.push(data);
    made.onstop = () => {
      release(stream);
      clearTimeout(timer);
      // Otherwise it was dropped.
      if (recorder === made) say({ state: 'done', sound: new Blob(parts, { type: made.mimeType }) });
      if (recorder === made) recorder = undefined;
    };
    made.start();
    recorder = made;
    timer = setTimeout(end, secondsMax * 1_000);
    say({ state: 'on' });
  }

  function end() {
    if (recorder) recorder.stop();
    else drop();
  }

  function drop() {
    run++;
    const dropped = recorder;
    recorder = undefined;
    dropped?.stop();
    say(null);
  }

  return { begin: () => void begin(), end, drop };
}

function release(stream: MediaStream) {
  for (const track of stream.getTracks()) track.stop();
}
