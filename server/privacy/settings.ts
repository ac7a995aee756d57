/** What a workspace decided about privacy. */
import { sql } from 'kysely';
import type { PrivacySettings } from '../../contract/privacy.ts';
import type { By } from '../accounts/index.ts';
import { append } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';

const unchanged: PrivacySettings = { law: 'gdpr', addresses: 'cut' };

export async function readSettings(tx: Tx): Promise<PrivacySettings> {
  const { rows } = await sql<PrivacySettings>`select law, addresses from privacy_settings`.execute(tx);
  return rows[0] ?? unchanged;
}

/** Changes what is given; deadlines of requests that are open already stay. */
export async function updateSettings(
  tx: Tx,
  by: By,
  wanted: { [K in keyof PrivacySettings]?: PrivacySettings[K] | undefined },
): Promise<PrivacySettings> {
  const before = await readSettings(tx);
  const next = { law: wanted.law ?? before.law, addresses: wanted.addresses ?? before.addresses };
  if (next.law === before.law && next.addresses === before.addresses) return before;
  await sql`
    insert into privacy_settings (law, addresses) values (${next.law}, ${next.addresses})
    on conflict (workspace_id) do update set law = excluded.law, addresses = excluded.addresses`.execute(tx);
  const changes = Object.fromEntries(
    (['law', 'addresses'] as const).flatMap((name) =>
      next[name] === before[name] ? [] : [[name, next[name]]],
    ),
  );
  await append(tx, {
    kind: 'privacy.settings_changed',
    payload: { changes },
    actor: by.actor,
    direction: 'internal',
    source: { name: by.source },
  });
  return next;
}
