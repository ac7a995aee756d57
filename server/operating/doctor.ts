/** `doctor`: what is wrong, in plain words, and what to do. It changes nothing. */
import type { Config } from '../platform/config/index.ts';
import { withSession } from '../platform/db/index.ts';
import { examine, type Finding, failure } from './check.ts';
import { databaseChecks } from './check-database.ts';
import { filesCheck, type MissingFiles } from './check-files.ts';
import { systemChecks } from './check-system.ts';
import { workChecks } from './check-work.ts';

export type Diagnosis = { healthy: boolean; findings: Finding[] };

/**
 * Looks at everything. `reach` connects to the database; when that fails, the rest is still looked at. `missing` says
 * which files the database names and the disk has not.
 */
export async function diagnose(
  config: Config,
  reach: () => Promise<{ adminUrl: string; serverUrl: string; close: () => Promise<void> }>,
  missing: MissingFiles,
): Promise<Diagnosis> {
  const findings = await examine(config, systemChecks);
  try {
    const { adminUrl, serverUrl, close } = await reach();
    findings.push({ name: 'database', status: 'ok', detail: 'reached' });
    findings.push(...(await examineDatabase(adminUrl, serverUrl, missing).finally(close)));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    findings.push({ name: 'database', ...failure(detail, adviceToReach(config)) });
  }
  return diagnosisOf(findings);
}

function adviceToReach({ databaseUrl }: Config): string {
  return databaseUrl === undefined
    ? "Look at postgres.log in the data folder; npm start makes what isn't there yet."
    : 'Look at DATABASE_URL: is PostgreSQL running, and does it let this role in?';
}

/** Whether a server may run on this database. */
export async function testDatabase(adminUrl: string, serverUrl: string): Promise<Diagnosis> {
  return diagnosisOf(
    await withSession(adminUrl, (admin) =>
      withSession(serverUrl, (server) => examine({ admin, server }, databaseChecks)),
    ),
  );
}

async function examineDatabase(
  adminUrl: string,
  serverUrl: string,
  missing: MissingFiles,
): Promise<Finding[]> {
  return withSession(adminUrl, (admin) =>
    withSession(serverUrl, (server) =>
      examine({ admin, server }, [...databaseChecks, ...workChecks, filesCheck(missing)]),
    ),
  );
}

function diagnosisOf(findings: Finding[]): Diagnosis {
  return { healthy: findings.every(({ status }) => status !== 'failure'), findings };
}
