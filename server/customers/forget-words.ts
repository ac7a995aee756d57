/** Rows that members wrote about customers go with them: live when somebody is erased, and again in a rebuild. */
import { sql } from 'kysely';
import { arrayText, type Tx } from '../platform/db/index.ts';

/** Takes away what such a table holds of these customers. */
export async function forgetWords(tx: Tx, table: string, customerIds: readonly string[]): Promise<void> {
  await sql`
    delete from ${sql.table(table)} where customer_id = any(${arrayText(customerIds)}::uuid[])`.execute(tx);
}
