/** Imports in tests: a workspace, a folder for files, and the engine that the command and the server share. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { sql } from 'kysely';
import type { ImportJob, ImportKindName, ImportMap } from '../../contract/imports.ts';
import { privacyWith } from '../../server/app/holdings.ts';
import { importers } from '../../server/app/importers.ts';
import { type CommandResult, runFromCommand } from '../../server/imports/index.ts';
import { readImport, undoRows } from '../../server/imports/testing.ts';
import { type Db, inWorkspace } from '../../server/platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../../server/platform/db/testing.ts';

export type Bench = {
  database: TestDatabase;
  folder: string;
  /** What the command said last, a line each. */
  said: string[];
  /** A workspace of one's own. */
  workspace: () => Promise<string>;
  /** Writes a file; answers its path. */
  file: (name: string, content: string | Buffer) => string;
  run: (
    workspaceId: string,
    kind: ImportKindName,
    path: string,
    options?: {
      map?: ImportMap;
      isDryRun?: boolean;
      isResumed?: boolean;
      batchRows?: number;
      signal?: AbortSignal;
      onBatch?: () => void;
    },
  ) => Promise<CommandResult>;
  /** Undoes the newest import; `steps` cuts it off after so many transactions. Answers what was taken back. */
  undo: (workspaceId: string, options?: { steps?: number }) => Promise<ImportJob['undone']>;
  query: <Row>(workspaceId: string, text: string) => Promise<Row[]>;
  close: () => Promise<void>;
};

/** What tests of imports work with. */
export async function openBench(cluster: { adminUrl: string; serverUrl: string }): Promise<Bench> {
  const database = await createTestDatabase(cluster);
  const folder = mkdtempSync(join(tmpdir(), 'imports-'));
  const said: string[] = [];
  return {
    database,
    folder,
    said,
    workspace: async () => {
      const id = randomUUID();
      await inWorkspace(database.db, id, (tx) =>
        sql`insert into workspaces (name, created_at) values (${id}, now())`.execute(tx),
      );
      return id;
    },
    file: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    run: (workspaceId, kind, path, options = {}) => {
      const importer = importers[kind];
      if (!importer) throw new Error(`There is no importer of ${kind}.`);
      said.length = 0;
      return runFromCommand(
        {
          db: database.db,
          workspaceId,
          dataDir: folder,
          held: privacyWith('a secret key for tests, long enough to be one').held,
          progress: (line) => said.push(line),
        },
        {
          kind: importer,
          path,
          fileName: basename(path),
          map: options.map,
          isDryRun: options.isDryRun ?? false,
          isResumed: options.isResumed ?? false,
          batchRows: options.batchRows,
          signal: options.signal,
          onBatch: options.onBatch,
        },
      );
    },
    undo: (workspaceId, { steps = Number.POSITIVE_INFINITY } = {}) => undo(database.db, workspaceId, steps),
    query: <Row>(workspaceId: string, text: string) =>
      inWorkspace(database.db, workspaceId, async (tx) => (await sql.raw<Row>(text).execute(tx)).rows),
    close: async () => {
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function undo(db: Db, workspaceId: string, steps: number): Promise<ImportJob['undone']> {
  const { rows } = await inWorkspace(db, workspaceId, (tx) =>
    sql<{ id: string }>`
      update imports set state = 'undoing'
      where id = (select id from imports order by created_at desc limit 1) returning id`.execute(tx),
  );
  const job = await inWorkspace(db, workspaceId, (tx) => readImport(tx, rows[0]?.id ?? ''));
  let left = steps;
  const signal = {
    get aborted() {
      left -= 1;
      return left < 0;
    },
  } as AbortSignal;
  await undoRows({ db, workspaceId, job, restShare: 0, signal });
  return (await inWorkspace(db, workspaceId, (tx) => readImport(tx, job.id))).undone;
}
