/**
 * Ringing at the consoles of members whose notifications changed: here at once, and in other processes by one NOTIFY for
 * a moment. A ring says that there is something to fetch and nothing else; one that is lost costs the wait until the
 * console looks by itself.
 */
import { randomUUID } from 'node:crypto';
import { type Db, openSignals } from '../platform/db/index.ts';
import { notifiedTopic } from './tell.ts';

const channel = 'rapport_notified';
const pauseMilliseconds = 50;
/** NOTIFY takes 8,000 bytes. */
const membersInSignalMax = 200;

export type Bell = {
  /** Calls whenever the member's notifications changed; call what is answered to hear no more. */
  listen: (memberId: string, ring: () => void) => () => void;
  close: () => Promise<void>;
};

/** Hears of changes in this process through `db`, and of those in others through `signalsUrl`. */
export function createBell(db: Db, { signalsUrl }: { signalsUrl: string }): Bell {
  const me = randomUUID();
  const rooms = new Map<string, Set<() => void>>();
  const ringAt = (memberIds: Iterable<string>): void => {
    for (const id of memberIds) for (const ring of rooms.get(id) ?? []) ring();
  };
  const signals = openSignals(signalsUrl, channel, {
    onListening: () => undefined,
    onSignal: (payload) => {
      const [sender, ids = ''] = payload.split(' ');
      if (sender !== me) ringAt(ids.split(','));
    },
  });
  let changed = new Set<string>();
  db.onTouched((_, topic) => {
    if (!topic.startsWith(notifiedTopic)) return;
    if (changed.size === 0) {
      setTimeout(() => {
        const ids = [...changed];
        changed = new Set();
        ringAt(ids);
        for (let at = 0; at < ids.length; at += membersInSignalMax)
          void signals.send(`${me} ${ids.slice(at, at + membersInSignalMax).join(',')}`);
      }, pauseMilliseconds).unref();
    }
    changed.add(topic.slice(notifiedTopic.length));
  });
  return {
    listen: (memberId, ring) => {
      const room = rooms.get(memberId) ?? new Set();
      rooms.set(memberId, room.add(ring));
      return () => {
        room.delete(ring);
        if (room.size === 0 && rooms.get(memberId) === room) rooms.delete(memberId);
      };
    },
    close: () => signals.close(),
  };
}
