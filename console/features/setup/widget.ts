/** The live widget on a page of the console, by the same script tag that sites use. */
import { useEffect } from 'react';

/** What `widget.js` puts on the page. */
type WidgetGlobal = { open(): void };

const path = '/widget.js';

/** Loads the widget of an inbox. It stays until the page is left, so the way out is a real navigation. */
export function useWidget(inboxId: string | undefined): void {
  useEffect(() => {
    if (inboxId === undefined || document.querySelector(`script[src="${path}"]`)) return;
    const script = document.createElement('script');
    script.src = path;
    script.async = true;
    script.dataset.inbox = inboxId;
    document.body.append(script);
  }, [inboxId]);
}

/** Opens the widget's window, if it has arrived. */
export function openWidget(): void {
  (globalThis as { Rapport?: WidgetGlobal }).Rapport?.open();
}
