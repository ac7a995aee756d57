/**
 * A greeting beside the button: read out politely, takes no focus, is closed by its button or by Escape. In a shadow root
 * of its own, made without markup in strings or style elements.
 */
import type { Locale } from '../../contract/ids.ts';
import css from './bubble.css?inline';
import { words } from './words.ts';

type On = { open(): void; dismiss(): void };

/** Shows a text; answers how to take it away. */
export function showBubble(locale: Locale, text: string, on: On): () => void {
  const say = words[locale];
  const host = document.createElement('rapport-greeting');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  host.lang = locale;
  // The colour and the corner of the button.
  host.style.cssText = document.querySelector<HTMLElement>('rapport-widget')?.style.cssText ?? '';
  const box = root.appendChild(document.createElement('div'));
  box.role = 'status';
  document.documentElement.append(host);

  const open = document.createElement('button');
  open.className = 'text';
  open.dir = 'auto';
  open.textContent = text;
  open.onclick = on.open;
  const close = document.createElement('button');
  close.className = 'close';
  close.ariaLabel = say.dismiss;
  close.onclick = on.dismiss;
  const onKey = ({ key, isComposing }: KeyboardEvent) => {
    if (key === 'Escape' && !isComposing) on.dismiss();
  };
  addEventListener('keydown', onKey);
  // A status is read out when it changes: it has to be there before.
  setTimeout(() => box.append(open, close));

  return () => {
    removeEventListener('keydown', onKey);
    host.remove();
  };
}
