/**
 * Somebody who writes down what a socket tells, each thing once, in the order of hearing, and comes back with the last
 * position. Nothing is sorted here: the order of hearing must be the order that there is.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Entry } from '../../contract/entries.ts';
import { realtimePath, visitorRealtimePath } from '../../contract/realtime.ts';
import type { VisitorMessage } from '../../contract/visitor.ts';
import { type Frame, firstPosition, openSocket, type TestSocket } from './sockets.ts';

const patienceMs = 40_000;
const pauseMs = 50;

export type Follower<Item> = {
  heard: () => readonly Item[];
  connect: () => Promise<TestSocket>;
  /** Comes back by itself whenever it is cut off, until it is closed. */
  stay: () => void;
  until: (wanted: (heard: readonly Item[]) => boolean) => Promise<void>;
  close: () => void;
};

/** A member who follows a workspace from its first entry on. */
export function followEntries(url: string, apiKey: string): Follower<Entry> {
  return follower(url, realtimePath, apiKey, (frame) => frame.entries ?? []);
}

/** A visitor who follows the own thread from its first message on. */
export function followMessages(url: string, token: string): Follower<VisitorMessage> {
  return follower(url, visitorRealtimePath, token, (frame) => frame.messages ?? []);
}

function follower<Item extends { id: string }>(
  url: string,
  path: string,
  token: string,
  itemsOf: (frame: Frame) => readonly Item[],
): Follower<Item> {
  const log: Item[] = [];
  const known = new Set<string>();
  let since: string | null = firstPosition;
  let socket: TestSocket | undefined;
  let closed = false;

  const onFrame = (frame: Frame): void => {
    for (const item of itemsOf(frame)) {
      if (!known.has(item.id)) log.push(item);
      known.add(item.id);
    }
    if (frame.type === 'reset') throw new Error('This follower is never so far behind.');
    if (frame.position !== undefined) since = frame.position;
  };
  const connect = async (): Promise<TestSocket> => {
    socket = await openSocket(url, path, { onFrame });
    if (socket.isOpen()) {
      socket.send({ type: 'authenticate', token });
      socket.send({ type: 'resume', since });
    }
    return socket;
  };
  const stay = async (): Promise<void> => {
    while (!closed) {
      const opened = await connect();
      while (opened.isOpen() && !closed) await sleep(pauseMs);
      await sleep(pauseMs);
    }
  };
  return {
    heard: () => log,
    connect,
    stay: () => void stay(),
    until: async (wanted) => {
      const deadline = performance.now() + patienceMs;
      while (!wanted(log)) {
        if (performance.now() > deadline)
          throw new Error(`It was not heard; heard: ${JSON.stringify(log).slice(0, 500)}`);
        await sleep(pauseMs);
      }
    },
    close: () => {
      closed = true;
      socket?.drop();
    },
  };
}
