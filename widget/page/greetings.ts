/**
 * Shows a greeting when a page has been looked at for long enough. The page knows where and when; whether this visitor is to
 * see it the server decides, and writes down, so that neither another tab nor a reload shows it again. Nobody is asked about
 * who has no session and has not agreed to one.
 */
import type { GreetingOffer, ShownGreeting } from '../../contract/greetings.ts';
import type { Kit } from '../bridge.ts';
import { showBubble } from './bubble.ts';
import { fitsPage } from './match.ts';
import type { createVisit } from './visit.ts';

/** As much as the server takes. */
const visitSecondsMax = 86_400;

type Deps = Kit & {
  visit: ReturnType<typeof createVisit>;
  /** Where the visitor is. */
  url(): string;
  mayKeep(): boolean;
};

/** Does nothing until it is told to look. */
export function createGreetings(deps: Deps) {
  const { settings, store, ask, visit } = deps;
  let offers: Promise<readonly GreetingOffer[]> | undefined;
  let arrivedAt = Date.now();
  let timer: ReturnType<typeof setTimeout>;
  /** Those that the server was asked about on this page. */
  let asked = new Set<string>();
  /** One is enough while a page lasts, and whoever has opened the chat needs none. */
  let isOver = false;
  const shown = createShown(deps);

  window.Rapport?.on?.('open', () => {
    isOver = true;
    shown.opened();
  });

  async function request(id: string) {
    const token = await tokenOf(deps);
    if (!token) return;
    asked.add(id);
    const body = { language: settings.locale, visitSeconds: Math.min(visit.seconds(), visitSecondsMax) };
    const answer = await ask('POST', `greetings/${id}/showings`, token, body);
    const found: { shown: ShownGreeting | null } | undefined = answer?.ok ? await answer.json() : undefined;
    // The chat may have been opened, or the session ended, meanwhile.
    if (!found?.shown || isOver || store.get().token !== token) return next();
    isOver = true;
    shown.draw(found.shown);
  }

  async function next(): Promise<void> {
    clearTimeout(timer);
    if (isOver || !deps.mayKeep()) return;
    offers ??= offersOf(deps);
    if ((await offers).length > 0) visit.keep();
    const place = { url: deps.url(), pagesSeen: visit.pages() };
    const fitting = (await offers).filter((offer) => !asked.has(offer.id) && fitsPage(offer, place));
    const [first] = fitting.toSorted((a, b) => a.seconds - b.seconds);
    if (!first) return;
    clearTimeout(timer);
    const wait = arrivedAt + first.seconds * 1_000 - Date.now();
    timer = setTimeout(() => void request(first.id), Math.max(wait, 0));
  }

  return {
    /** The visitor is here, or may be known now. Whoever may not be any more sees nothing of it. */
    look() {
      if (!deps.mayKeep()) shown.leave();
      void next();
    },
    /** Another page is seen. */
    moved() {
      arrivedAt = Date.now();
      asked = new Set();
      void next();
    },
  };
}

/** The one that is on the page, and what the visitor does with it. */
function createShown({ settings, store, ask, tell, open }: Deps) {
  let shown: ShownGreeting | undefined;
  let hide = () => {};

  function note(id: string, outcome: 'opened' | 'dismissed') {
    const { token } = store.get();
    if (token) void ask('POST', `greeting-showings/${id}/outcomes`, token, { outcome });
  }

  function leave() {
    hide();
    shown = undefined;
  }

  function opened() {
    const greeting = shown;
    if (!greeting) return;
    leave();
    note(greeting.id, 'opened');
    store.set({ greeting });
    tell({ type: 'greet', greeting });
  }

  function draw(greeting: ShownGreeting) {
    shown = greeting;
    hide = showBubble(settings.locale, greeting.text, {
      open() {
        opened();
        open();
      },
      dismiss() {
        leave();
        note(greeting.id, 'dismissed');
      },
    });
  }

  return { draw, leave, opened };
}

async function offersOf({ ask, settings }: Deps): Promise<readonly GreetingOffer[]> {
  const answer = await ask('GET', `inboxes/${settings.inbox}/greetings`);
  const found: { data: GreetingOffer[] } | undefined = answer?.ok ? await answer.json() : undefined;
  return found?.data ?? [];
}

/** A visitor who agreed to it, and whom the site doesn't name, gets a session to be greeted by; for others the frame does. */
async function tokenOf({ store, ask, tell, settings, standing }: Deps): Promise<string | null> {
  const { token } = store.get();
  const { identity, allowed } = standing();
  if (token || identity || !allowed) return token;
  const body = { inboxId: settings.inbox, language: navigator.language };
  const answer = await ask('POST', 'sessions', undefined, body);
  // The frame, or another tab, may have begun one meanwhile.
  if (!answer?.ok || store.get().token) return store.get().token;
  const begun: { token: string } = await answer.json();
  store.set({ token: begun.token });
  tell({ type: 'stored', ...store.get() });
  return begun.token;
}
