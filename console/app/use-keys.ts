/** Listens to the keyboard and runs the command that a key stands for. */
import { useEffect, useEffectEvent } from 'react';
import { currentCommands } from '../lib/commands.ts';
import { createKeyReader } from '../lib/keys.ts';
import { useMe } from '../lib/session.ts';

/** Used once, by the frame. */
export function useKeys(): void {
  const { member } = useMe();
  const singleKeys = useEffectEvent(() => member.singleKeys);
  useEffect(() => {
    const read = createKeyReader(() => singleKeys());
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
      const press = { key, ctrlKey, metaKey, altKey, shiftKey, isTaken: isTaken(event.target) };
      const command = read(press, currentCommands(), event.timeStamp);
      if (!command) return;
      event.preventDefault();
      command.run();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Whether somebody types here, or a dialog or menu has the keyboard. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null
  );
}
