/** The channels of this program; the app fills it in. */
import { Problem } from '../../contract/errors.ts';
import type { Channel } from './channel.ts';

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

/** What may be done in a channel to a reply that was sent: nothing, where this program does not have the channel. */
export function canChangeIn(registry: Registry): (kind: string) => Pick<Channel['can'], 'edits' | 'deletes'> {
  return (kind) => {
    const { edits, deletes } = registry.get(kind)?.can ?? { edits: 'no', deletes: false };
    return { edits, deletes };
  };
}
