/** The widget on the page: its parts put together. */
import type { ProblemDetails } from '../../contract/errors.ts';
import type { InboxFace } from '../../contract/inboxes.ts';
import type { Ask, Kit, ToLoader } from '../bridge.ts';
import { askServer } from './ask.ts';
import { createFrame } from './frame.ts';
import type { Actions, Tell } from './global.ts';
import { whenIdle } from './idle.ts';
import { createLauncher, type Launcher } from './launcher.ts';
import { createPanel } from './panel.ts';
import type { Settings } from './settings.ts';
import { createStore } from './store.ts';
import { createVisit } from './visit.ts';

type Part = typeof import('../page/main.ts');
type Page = ReturnType<Part['pageOf']>;

/** Makes the widget, not yet on the page. `begin` draws it. */
export function createWidget(settings: Settings, tellPage: Tell): { actions: Actions; begin(): void } {
  const ask = askServer(settings.base);
  const store = createStore(settings.inbox, (before) => visit.otherTabWrote(before));
  const launcher = createLauncher(
    settings,
    () => panel.summon(),
    () => panel.toggle(),
  );
  const panel = createPanel(
    launcher,
    () => createFrame(settings, launcher.mount, visit.start, heard),
    (isOpen) => {
      if (isOpen) visit.allow();
      tellPage(isOpen ? 'open' : 'close');
    },
  );
  const visit = createVisit(settings, ask, store, panel, () => look());
  const open = () => panel.toggle(true);
  const close = () => panel.toggle(false);

  function heard(message: ToLoader) {
    switch (message.type) {
      case 'ready':
        return panel.drawn();
      case 'seen':
        return store.set({ seen: message.seen });
      case 'keep':
        return store.keep(message.unsent);
      case 'drop':
        return store.drop(message.id);
      case 'unread':
        launcher.unread(message.count);
        return tellPage('unread', message.count);
      case 'close':
        return close();
      case 'token':
        store.set({ token: message.token });
        break;
      case 'message':
        tellPage('message', message.message);
    }
    withPart((its) => its.heard(message));
  }

  function begin() {
    launcher.attach();
    if (store.get().token || settings.consent) look();
    if (!settings.color || !settings.side) whenIdle(() => paint(settings, ask, launcher));
    // Someone who was here before hears of new messages without opening anything.
    if (store.get().token || store.unsent().length) whenIdle(panel.summon);
    tellPage('ready');
  }

  const { identify, logout, consent } = visit;
  const kit: Kit = { settings, ask, store, tell: panel.tell, open, standing: visit.start };
  const part = () => import(`${settings.base}widget/page.js`).then((its: Part) => its.pageOf(kit));
  /** Without the network there is none, and the page must not hear of it. */
  const withPart = (work: (its: Page) => unknown) => void part().then(work, () => {});
  const look = () => withPart((its) => its.look());
  const track: Actions['track'] = (...event) => part().then((its) => its.track(...event));
  return { actions: { identify, open, close, logout, consent, track }, begin };
}

/** Takes over the looks that the business chose for this inbox. */
async function paint({ inbox, color, side }: Settings, ask: Ask, launcher: Launcher) {
  const answer = await ask('GET', `inboxes/${inbox}`);
  const face: InboxFace & ProblemDetails = await answer?.json();
  if (answer?.ok) launcher.paint(color ?? face.color, side ?? face.position);
  else if (answer) console.warn('Rapport:', face.detail ?? face.title);
}
