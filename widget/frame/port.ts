/** The frame's side of the hand-over: says hello to its parent, and takes the first port that the parent gives. */
import { hello, type Start, type ToFrame, type ToLoader } from '../bridge.ts';

export type Bridge = {
  start: Start;
  tell(message: ToLoader): void;
  listen(heard: (message: ToFrame) => void): void;
};

/** Waits for the port and for the first message on it. Later ports are ignored. */
export function meetLoader(): Promise<Bridge> {
  return new Promise((resolve) => {
    function take(event: MessageEvent) {
      const port = event.ports[0];
      if (event.source !== parent || !port) return;
      removeEventListener('message', take);
      port.onmessage = ({ data }: MessageEvent<ToFrame>) => {
        if (data.type === 'start') resolve(bridgeOn(port, data));
      };
    }
    addEventListener('message', take);
    // The loader may be on any of the business's sites; which, `frame-ancestors` decides. A hello is no secret.
    parent.postMessage(hello, '*');
  });
}

function bridgeOn(port: MessagePort, start: Start): Bridge {
  const early: ToFrame[] = [];
  port.onmessage = ({ data }: MessageEvent<ToFrame>) => early.push(data);
  return {
    start,
    tell: (message) => port.postMessage(message),
    listen(heard) {
      port.onmessage = ({ data }: MessageEvent<ToFrame>) => heard(data);
      early.forEach(heard);
    },
  };
}
