/**
 * What the loader does not need to draw its button: a file of its own, fetched at once for a visitor with a session or
 * with consent, and otherwise with the first message or event. Most pages have none.
 */
import type { Kit, LoaderNews } from '../bridge.ts';
import { watchErrors } from './errors.ts';
import { createGreetings } from './greetings.ts';
import { createNotices } from './notices.ts';
import { watchPages } from './page-views.ts';
import { createRecorder } from './recorder.ts';
import { adopt, track } from './track.ts';
import { createVisit } from './visit.ts';

export type Page = ReturnType<typeof createPage>;

let page: Page | undefined;

/** The part of this page's one widget. */
export function pageOf(kit: Kit): Page {
  page ??= createPage(kit);
  return page;
}

function createPage(kit: Kit) {
  const { settings, store } = kit;
  const token = () => store.get().token;
  const mayKeep = () => token() !== null || kit.standing().allowed;
  const notices = createNotices(kit);
  const recorder = createRecorder(kit.tell);
  const visit = createVisit(settings.inbox, mayKeep);
  visit.count();
  const pages = watchPages(kit.ask, token, () => {
    visit.count();
    greetings.moved();
  });
  watchErrors(kit.ask, token, pages.url);
  const greetings = createGreetings({ ...kit, visit, mayKeep, url: pages.url });

  /** The visitor is here, is somebody else or nobody, or agreed to more. */
  function look() {
    visit.write();
    pages.report();
    greetings.look();
  }

  return {
    track: (...event: [name: unknown, properties?: object]) => track(settings, token(), ...event),
    look,
    /** What the frame said that the loader has no use for. */
    heard(news: LoaderNews) {
      switch (news.type) {
        case 'token':
          // There is a session: somebody opened the widget, or consented. The site's tracking library knows them, perhaps.
          adopt(settings, news.token);
          return look();
        case 'greeted':
          return store.set({ greeting: null });
        case 'record':
          return recorder[news.what]();
        case 'message':
        case 'way':
          void notices.heard(news);
      }
    },
  };
}
