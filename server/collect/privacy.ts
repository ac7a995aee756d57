/** Of whom nothing is kept: people who were erased, and people who asked to be left alone. */

import type { Identity } from '../../contract/entries.ts';
import type { Held } from '../customers/index.ts';
import { normalIdentity } from '../customers/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { AddressMode } from '../platform/limits/index.ts';
import type { Fact } from './parse.ts';

/** What the workspace decided, and whom it may hear of. */
export type Privacy = {
  held: (
    tx: Tx,
    people: readonly { identities: readonly Pick<Identity, 'kind' | 'value'>[] }[],
  ) => Promise<Held>;
  addresses: (tx: Tx) => Promise<AddressMode>;
};

/** By what a call says who it is about. */
export async function personIn({ said, userId, anonymousId }: Fact): Promise<{ identities: Identity[] }> {
  const identities: Identity[] = [];
  const add = (kind: 'user' | 'visitor', value: string | null) => {
    if (value !== null) identities.push({ kind, value, verified: false });
  };
  add('user', userId);
  add('visitor', anonymousId);
  if (said.type === 'alias') {
    add('user', said.previousId);
    add('visitor', said.previousId);
    add('user', said.userId);
  }
  if (said.type === 'identify') {
    for (const kind of ['email', 'phone'] as const) {
      const value = said.traits[kind];
      if (typeof value !== 'string') continue;
      const identity = await normalIdentity(kind, value, false).catch(() => undefined);
      if (identity) identities.push(identity);
    }
  }
  return { identities };
}
