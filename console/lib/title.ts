/** What the browser's tab says: where somebody is, and how much is unread. */
import { useEffect } from 'react';

const product = 'Rapport';
const badgeMax = 99;

let page: string | undefined;
let unread = 0;

function show(): void {
  const badge = unread > badgeMax ? `(${badgeMax}+) ` : unread > 0 ? `(${unread}) ` : '';
  document.title = `${badge}${page === undefined ? product : `${page} · ${product}`}`;
}

/** Names the page while the component is shown; nothing to say leaves the name as it is. */
export function useTitle(text: string | undefined): void {
  useEffect(() => {
    if (text === undefined) return;
    page = text;
    show();
    return () => {
      page = undefined;
      show();
    };
  }, [text]);
}

/** Counts what is unread beside the name, and on the icon of the installed app. */
export function useUnreadTitle(count: number): void {
  useEffect(() => {
    unread = count;
    show();
    // A number on the icon is for those systems that have one.
    void navigator.setAppBadge?.(count).catch(() => undefined);
  }, [count]);
  useEffect(
    () => () => {
      unread = 0;
      show();
    },
    [],
  );
}
