/** What the browser's tab says. */
import { useEffect } from 'react';

const product = 'Rapport';

/** Names the page while the component is shown; nothing to say leaves the name as it is. */
export function useTitle(text: string | undefined): void {
  useEffect(() => {
    if (text === undefined) return;
    document.title = `${text} · ${product}`;
    return () => {
      document.title = product;
    };
  }, [text]);
}
