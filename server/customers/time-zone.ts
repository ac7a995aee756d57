/** On which clock a customer lives, as far as anybody said. */
import { sql } from 'kysely';
import { isTimeZone } from '../../contract/times.ts';
import { newestMarked } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { attributeOf } from './facts.ts';

/** Attributes in which systems keep it. */
const names = ['timezone', 'timeZone', 'time_zone'] as const;

/** The time zone that an attribute names, else the one from which the customer was tracked last; undefined: nobody knows. */
export async function timeZoneOfCustomer(tx: Tx, customerId: string): Promise<string | undefined> {
  const who = sql`${customerId}::uuid`;
  const kinds = ['page.viewed', 'event.tracked'] as const;
  const tracked = newestMarked(who, { kinds, value: sql`e.payload -> 'context' ->> 'timezone'` });
  const { rows } = await sql<{ said: (string | null)[] }>`
    select array[${sql.join(names.map((name) => sql`(${attributeOf(who, name)}) #>> '{}'`))},
      (select t.value from ${tracked} t)] as said`.execute(tx);
  return rows[0]?.said.find((zone) => zone !== null && isTimeZone(zone)) ?? undefined;
}
