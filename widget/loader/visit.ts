/** What the site tells of its visitor: who it is, that it may be stored, that it is over. */
import type { Ask, Start, Stored } from '../bridge.ts';
import { whenIdle } from './idle.ts';
import type { Panel } from './panel.ts';
import type { Settings } from './settings.ts';
import type { Store } from './store.ts';

/** A visit that goes on from what is stored. `onChange` hears that the visitor agreed to more, or to nothing any more. */
export function createVisit(settings: Settings, ask: Ask, store: Store, panel: Panel, onChange: () => void) {
  const { inbox, locale } = settings;
  let identity: string | null = null;
  /** Whether the visitor opened the widget, or the site told of consent: a session may begin. */
  let isAllowed = settings.consent;

  /** Nothing of this visitor stays: storage, memory, or what the frame shows. */
  function forget() {
    store.clear();
    identity = null;
    isAllowed = settings.consent;
    panel.reset();
    onChange();
  }

  function logout() {
    const { token } = store.get();
    if (token) void ask('DELETE', 'session', token);
    forget();
  }

  return {
    forget,
    logout,
    start: (): Start => ({
      ...store.get(),
      inbox,
      locale,
      unsent: store.unsent(),
      identity,
      allowed: isAllowed,
    }),
    /** The visitor opened the widget. */
    allow() {
      isAllowed = true;
    },
    identify(token: string) {
      if (!token) return;
      identity = token;
      panel.tell({ type: 'identify', token });
      if (isAllowed) whenIdle(panel.summon);
    },
    consent(given: boolean) {
      if (!given) return logout();
      isAllowed = true;
      panel.tell({ type: 'allow' });
      onChange();
      if (identity) whenIdle(panel.summon);
    },
    otherTabWrote(before: Stored) {
      const stored = store.get();
      const { token } = stored;
      if (before.token && !token) return forget();
      panel.tell({ type: 'stored', ...stored });
      if (token) whenIdle(panel.summon);
    },
  };
}
