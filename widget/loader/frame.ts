/**
 * The frame's life on the page: made on the first sign of interest, handed one port, made anew when it could not load.
 *
 * The sandbox leaves out `allow-same-origin`: whatever went wrong inside could read neither this page nor the server's
 * origin.
 */
import { hello, type Start, type ToFrame, type ToLoader } from '../bridge.ts';
import type { Settings } from './settings.ts';
import { words } from './words.ts';

const firstWaitMilliseconds = 5_000;

export type Frame = { element: HTMLIFrameElement; tell(message: ToFrame): void; remove(): void };

/** Makes the frame; `mount` puts it in its place. */
export function createFrame(
  { base, inbox, locale }: Settings,
  mount: (element: HTMLIFrameElement) => void,
  start: () => Start,
  onMessage: (message: ToLoader) => void,
): Frame {
  const element = document.createElement('iframe');
  element.setAttribute(
    'sandbox',
    'allow-scripts allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox',
  );
  element.title = words[locale].chat;
  let port: MessagePort | undefined;
  let wait = firstWaitMilliseconds;
  let again: ReturnType<typeof setTimeout>;

  function greet(event: MessageEvent) {
    const target = element.contentWindow;
    if (event.source !== target || event.origin !== 'null' || event.data !== hello) return;
    stopWaiting();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }) => onMessage(data);
    // A sandboxed frame has no origin that could be named; that it is ours was checked above.
    target?.postMessage(0, '*', [channel.port2]);
    port.postMessage({ type: 'start', ...start() } satisfies ToFrame);
  }

  // Without a network the browser shows an error page in the frame, and nobody says hello: again, ever more rarely.
  function load() {
    element.src = `${base}widget/frame?inbox=${inbox}`;
    wait *= 2;
    again = setTimeout(load, wait);
  }
  addEventListener('message', greet);

  function stopWaiting() {
    clearTimeout(again);
    removeEventListener('message', greet);
  }

  load();
  mount(element);
  return {
    element,
    tell: (message) => port?.postMessage(message),
    remove() {
      stopWaiting();
      port?.close();
      element.remove();
    },
  };
}
