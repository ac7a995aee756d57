/** What needs the rights of the tables' owner before and after much is written at once. */
import { sql } from 'kysely';
import { makePartitions } from './migrate.ts';
import { withSession } from './session.ts';

/** Makes the monthly partitions of machine entries for a past of so many months. */
export async function makePastPartitions(adminUrl: string, months: number): Promise<void> {
  await withSession(adminUrl, ({ tx }) => makePartitions(tx, months));
}

/** Lets the planner know what has been written. */
export async function analyze(adminUrl: string): Promise<void> {
  await withSession(adminUrl, ({ tx }) => sql`analyze`.execute(tx));
}
