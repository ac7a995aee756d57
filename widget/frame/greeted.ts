/** What the visitor was greeted with, until it stands in the thread: that is, until they write. */
import type { ShownGreeting } from '../../contract/greetings.ts';
import type { ToLoader } from '../bridge.ts';

export type Greeted = ReturnType<typeof createGreeted>;

/** Goes on with what was opened on an earlier page. */
export function createGreeted(
  kept: ShownGreeting | null,
  tell: (message: ToLoader) => void,
  onChange: () => void,
) {
  let greeting = kept;
  let isTaken = false;

  return {
    get: () => greeting,
    greet(next: ShownGreeting) {
      greeting = next;
      isTaken = false;
      onChange();
    },
    /** What goes along with the message that answers it: the first one. */
    take(): { greeting?: string } {
      if (greeting === null || isTaken) return {};
      isTaken = true;
      return { greeting: greeting.id };
    },
    /** It was answered, or whom it was for is not here any more. */
    end() {
      if (greeting === null) return;
      greeting = null;
      tell({ type: 'greeted' });
      onChange();
    },
  };
}
