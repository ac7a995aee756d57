/** The keyboard stays in a panel that fills the screen: after its last stop comes the first. */
const stops = 'button:not(:disabled), a[href], textarea, input, [tabindex="0"]';

/** Handles Tab at either end; leaves every other key alone. */
export function keepFocusInside(panel: HTMLElement, event: KeyboardEvent): void {
  if (event.key !== 'Tab') return;
  const all = [...panel.querySelectorAll<HTMLElement>(stops)];
  const [from, to] = event.shiftKey ? [all.at(0), all.at(-1)] : [all.at(-1), all.at(0)];
  const isAtEnd = document.activeElement === from || (event.shiftKey && document.activeElement === panel);
  if (!isAtEnd) return;
  event.preventDefault();
  to?.focus();
}
