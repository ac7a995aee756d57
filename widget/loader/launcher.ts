/**
 * What the widget draws on the page: a button, and the panel that holds the frame. Both are fixed and live in a shadow
 * root below `<html>`, so they move nothing, inherit nothing, and survive a page that swaps its body. Made without
 * markup in strings and without style elements: pages with Trusted Types or a strict style policy allow it.
 */
import css from './launcher.css?inline';
import type { Settings } from './settings.ts';
import { words } from './words.ts';

export type Launcher = ReturnType<typeof createLauncher>;

const unreadShownMax = 9;
const neutral = '#2e3738';
/** Must match launcher.css. */
const compactQuery = '(max-width:480px),(max-height:420px)';

/** Makes the closed launcher. `onIntent` is called on hover, touch and focus, `onToggle` on a click. */
export function createLauncher(settings: Settings, onIntent: () => void, onToggle: () => void) {
  const say = words[settings.locale];
  const host = document.createElement('rapport-widget');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  host.lang = settings.locale;
  host.role = 'region';
  host.ariaLabel = say.chat;

  const button = add(root, 'button');
  add(button, 'i');
  const badge = add(button, 'b');
  const panel = add(root, 'div');
  panel.hidden = true;
  button.onpointerenter = button.onfocus = onIntent;
  button.onclick = onToggle;

  const compact = matchMedia(compactQuery);
  const view = window.visualViewport;
  let unread = 0;

  /** On a phone the panel fills what the on-screen keyboard leaves. Zooming in changes nothing. */
  function fill() {
    const isFilled = view && compact.matches && view.scale < 1.01;
    panel.style.cssText = isFilled ? `top:${view.offsetTop}px;height:${view.height}px` : '';
  }
  view?.addEventListener('resize', fill);
  view?.addEventListener('scroll', fill);

  function label() {
    const isOpen = !panel.hidden;
    const count = isOpen ? 0 : unread;
    const text = isOpen ? say.close : say.open;
    button.ariaLabel = count ? `${text} (${say.unread}: ${count})` : text;
    button.ariaExpanded = `${isOpen}`;
    badge.hidden = !count;
    badge.textContent = count > unreadShownMax ? `${unreadShownMax}+` : `${count}`;
  }

  function paint(color = neutral, side = 'right') {
    const [left, right] = side === 'left' ? ['20px', 'auto'] : ['auto', '20px'];
    host.style.cssText = `--color:${color};--left:${left};--right:${right}`;
  }

  paint(settings.color, settings.side);
  label();

  return {
    /** Puts the launcher on the page. */
    attach: () => document.documentElement.append(host),
    paint,
    mount: (frame: HTMLIFrameElement) => panel.append(frame),
    isCompact: () => compact.matches,
    unread(count: number) {
      unread = count;
      label();
    },
    /** `busy` while the frame is on its way. */
    show(open: boolean, busy: boolean) {
      panel.hidden = !open;
      button.ariaBusy = `${busy}`;
      fill();
      label();
    },
    hasFocus: () => document.activeElement === host,
    focus: () => button.focus(),
  };
}

function add<Name extends keyof HTMLElementTagNameMap>(
  parent: Node,
  name: Name,
): HTMLElementTagNameMap[Name] {
  return parent.appendChild(document.createElement(name));
}
