/**
 * Tells of an answer while the chat is not in sight: by a sound, or by the browser. Done by the page and not by the frame,
 * which has no origin that could be permitted anything. A notification never holds a word of the message: it is shown on
 * locked screens, and to whoever looks over a shoulder.
 */
import type { Kit, LoaderNews, Standing, Way } from '../bridge.ts';
import { once } from './once.ts';
import { createTone } from './tone.ts';
import { words } from './words.ts';

/** Another tab may be showing the message: it says so within this time. */
const settleMilliseconds = 400;

type News = Extract<LoaderNews, { type: 'message' | 'way' }>;

/** By the ways that are stored. */
export function createNotices({ settings, store, tell, open }: Kit) {
  const say = words[settings.locale];
  const tone = createTone();
  /** Some browsers name notifications and refuse to show any. */
  let isRefused = false;

  const standings = (): Record<Way, Standing> => ({ sound: soundStanding(), notify: notifyStanding() });
  function soundStanding(): Standing {
    if (!tone) return 'missing';
    return store.get().sound ? 'on' : 'off';
  }
  function notifyStanding(): Standing {
    if (isRefused || !isSecureContext || !('Notification' in window)) return 'missing';
    if (Notification.permission === 'denied') return 'denied';
    return store.get().notify && Notification.permission === 'granted' ? 'on' : 'off';
  }

  function show(title: string, text: string, tag: string) {
    try {
      const shown = new Notification(title, { body: text, tag, lang: settings.locale });
      shown.onclick = () => {
        window.focus();
        open();
        shown.close();
      };
    } catch {
      isRefused = true;
    }
  }

  async function turn(way: Way, on: boolean) {
    if (way === 'sound') {
      store.set({ sound: on });
      if (on) void tone?.play();
      return;
    }
    // Asked for by this click, and at no other time.
    const isMissing = notifyStanding() === 'missing';
    const isGranted = on && !isMissing && (await Notification.requestPermission()) === 'granted';
    store.set({ notify: isGranted });
    // The only way to find out whether it is shown.
    if (isGranted) show(location.hostname, say.confirmed, settings.inbox);
  }

  async function ring(news: News & { type: 'message' }) {
    const { id, occurredAt } = news.message;
    await new Promise((resolve) => setTimeout(resolve, settleMilliseconds));
    if ((store.get().seen ?? '') >= occurredAt) return;
    await once(`rapport:${settings.inbox}:${id}`, () => {
      if (soundStanding() === 'on') void tone?.play();
      // Whoever has the page before them hears the sound and sees the number on the button.
      if (notifyStanding() === 'on' && !document.hasFocus()) show(news.name || say.chat, say.arrived, id);
    });
  }

  return {
    async heard(news: News) {
      if (news.type === 'message') {
        const { sound, notify } = store.get();
        if (!news.isInSight && (sound || notify)) await ring(news);
        return;
      }
      if (news.way) await turn(news.way, news.on === true);
      tell({ type: 'ways', ...standings() });
    },
  };
}
