/** Tells the server which page a visitor with a session is on, within single-page applications too. */

import type { Ask } from '../bridge.ts';
import { randomId } from '../random-id.ts';

/** Limits of the server (`recordPageView`). */
const urlLengthMax = 2_000;
const titleLengthMax = 500;
/** A single-page application sets its title after its address. */
const settleMilliseconds = 500;

/** Watches the address. `report` says where the visitor is, once per address and token. */
export function watchPages(ask: Ask, token: () => string | null, onMoved: () => void) {
  let referrer = document.referrer;
  let reported = '';
  let here = address();
  let timer = 0;

  /** Without the fragment: some sites keep secrets there, and it is the same page. */
  function address() {
    return location.href.replace(/#.*/s, '').slice(0, urlLengthMax);
  }

  function report() {
    const bearer = token();
    if (!bearer || reported === here + bearer || !here.startsWith('http')) return;
    reported = here + bearer;
    void ask('POST', 'page-views', bearer, {
      id: randomId(),
      url: here,
      title: document.title.slice(0, titleLengthMax),
      referrer: referrer.slice(0, urlLengthMax) || null,
    });
  }

  function moved() {
    if (address() === here) return;
    referrer = here;
    here = address();
    onMoved();
    clearTimeout(timer);
    timer = window.setTimeout(report, settleMilliseconds);
  }

  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name];
    history[name] = function (...state) {
      original.apply(this, state);
      moved();
    };
  }
  addEventListener('popstate', moved);
  return { report, url: () => here };
}
