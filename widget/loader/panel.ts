/** The panel on the page: open when somebody wants it and the frame in it has something to show. */
import type { ToFrame } from '../bridge.ts';
import type { Frame } from './frame.ts';
import type { Launcher } from './launcher.ts';

export type Panel = ReturnType<typeof createPanel>;

/** A closed panel without a frame. `onShown` hears when it has opened or closed. */
export function createPanel(launcher: Launcher, makeFrame: () => Frame, onShown: (open: boolean) => void) {
  let frame: Frame | undefined;
  let isWanted = false;
  let isDrawn = false;
  let isShown = false;

  function update() {
    const open = isWanted && isDrawn;
    const hasChanged = open !== isShown;
    isShown = open;
    launcher.show(open, isWanted && !isDrawn);
    if (!hasChanged) return;
    // A page that opens the widget by itself doesn't take the focus from what the visitor is doing.
    if (open && navigator.userActivation?.isActive !== false) frame?.element.focus();
    tell({ type: 'shown', open, compact: launcher.isCompact() });
    onShown(open);
  }

  function tell(message: ToFrame) {
    frame?.tell(message);
  }

  /** Makes the frame, hidden, so that opening takes no time. */
  function summon() {
    frame ??= makeFrame();
  }

  function toggle(open = !isWanted) {
    const hadFocus = launcher.hasFocus();
    isWanted = open;
    if (open) summon();
    update();
    if (hadFocus && !open) launcher.focus();
  }

  return {
    tell,
    summon,
    toggle,
    /** The frame has drawn itself. */
    drawn() {
      isDrawn = true;
      update();
    },
    /** A new frame in place of the old one, where there is need of one. */
    reset() {
      frame?.remove();
      frame = undefined;
      isDrawn = false;
      launcher.unread(0);
      toggle(isWanted);
    },
  };
}
