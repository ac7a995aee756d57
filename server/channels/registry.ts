/** The channels of this program; the app fills it in. */
import { textLengthMax } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import type { Inbox } from '../../contract/inboxes.ts';
import type { Channel } from './channel.ts';

const unknown: Pick<Channel['can'], keyof Inbox['can']> = {
  edits: 'no',
  deletes: false,
  shows: { marks: [], lines: ['text'] },
  textLengthMax,
};

export type Registry = ReadonlyMap<string, Channel<never>>;

/** Channels by their kind. */
export function registryOf(channels: readonly { kind: string }[]): Registry {
  return new Map(channels.map((channel) => [channel.kind, channel as Channel<never>]));
}

/** The channel of a kind. @throws Problem for one that this program doesn't have. */
export function channelOfKind(registry: Registry, kind: string): Channel<never> {
  const channel = registry.get(kind);
  if (!channel) throw new Problem('invalid-input', `There is no channel "${kind}".`);
  return channel;
}

/**
 * What a channel does with a reply: which formatting it shows, how long it may be, and what may be done to one that was sent.
 * Nothing but plain text, where this program does not have the channel.
 */
export function canIn(registry: Registry): (kind: string) => Inbox['can'] {
  return (kind) => {
    const { edits, deletes, shows, textLengthMax } = registry.get(kind)?.can ?? unknown;
    return { edits, deletes, shows: { marks: [...shows.marks], lines: [...shows.lines] }, textLengthMax };
  };
}
