/**
 * `window.Rapport`: what a page may ask of the widget and hear from it.
 *
 * A page may call it before this script has loaded through the stub of `docs/using/web-chat.md`, which collects calls
 * as `[method, ...arguments]` in `Rapport.q`. They are made up for here, in order.
 */
export type Actions = {
  identify(token: string): void;
  open(): void;
  close(): void;
  logout(): void;
  consent(given: boolean): void;
  track(event: string, properties?: object): unknown;
};

type EventName = 'ready' | 'open' | 'close' | 'message' | 'unread';
type Listener = (detail?: unknown) => void;
type Call = [method: string, ...rest: unknown[]];
type Global = Partial<Actions> & {
  q?: Call[] | { push(call: Call): void };
  on?: (event: EventName, listener: Listener) => void;
};
/** Tells the page of an event. */
export type Tell = (event: EventName, detail?: unknown) => void;

declare global {
  interface Window {
    Rapport?: Global;
  }
}

/** The calls made so far; undefined when another script tag has loaded the widget already. */
export function earlyCalls(): Call[] | undefined {
  const calls = window.Rapport?.q ?? [];
  return Array.isArray(calls) ? calls : undefined;
}

/** Puts the actions in place and makes up for early calls. */
export function publish(actions: Actions, early: Call[]): Tell {
  const listeners: [EventName, Listener][] = [];
  let isReady = false;
  // A listener that throws is reported as the page's own, and stops nothing here.
  const run = (listener: Listener, detail?: unknown) => queueMicrotask(() => listener(detail));

  function on(event: EventName, listener: Listener) {
    listeners.push([event, listener]);
    if (event === 'ready' && isReady) run(listener);
  }

  const calls: Record<string, ((...rest: never[]) => void) | undefined> = { ...actions, on };
  const push = ([method, ...rest]: Call) => calls[method]?.(...(rest as never[]));
  // The stub's object stays the same, so that a page that kept it goes on with the real thing.
  window.Rapport = Object.assign(window.Rapport ?? {}, calls, { q: { push } });
  early.forEach(push);

  return (event, detail) => {
    if (event === 'ready') isReady = true;
    for (const [name, listener] of listeners) if (name === event) run(listener, detail);
  };
}
