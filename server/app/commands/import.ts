/** `import`: rows of a file become customers, orders and the like. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../../../contract/errors.ts';
import { type ImportMap, importKind, importMap } from '../../../contract/imports.ts';
import { runFromCommand } from '../../imports/index.ts';
import { openDb, standBack } from '../../platform/db/index.ts';
import { type Command, UsageError } from '../command.ts';
import { openDatabase } from '../database.ts';
import { privacyWith } from '../holdings.ts';
import { importers } from '../importers.ts';
import { chosenWorkspace } from '../workspaces.ts';

const connections = 2;

export const importCommand: Command = {
  usage: 'KIND FILE [--map MAP.json] [--workspace NAME] [--dry-run] [--resume] [--json]',
  about: [
    'KIND is customers, companies, orders, refunds, reviews, messages or events; FILE is CSV, XLSX or JSON Lines. MAP.json',
    'says which column is which: {"key":[columns],"fields":{"name":"column"}}; it may say how columns are read, with',
    '"dates":{"column":"day-first"} and "country":"BR". Without it the columns are guessed. Prints',
    'how many rows were read, created, updated, unchanged and rejected; with rejected ones it ends with 3 and names the',
    'file that holds them. The same file again changes nothing. --dry-run says what would happen; --resume goes on where',
    'a run was cut off. docs/using/imports.md describes the fields.',
  ].join('\n'),
  options: {
    map: { type: 'string' },
    workspace: { type: 'string' },
    'dry-run': { type: 'boolean' },
    resume: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  args: { min: 2, max: 2 },
  run: async (call) => {
    const [name = '', file = ''] = call.args;
    const kind = importKind.safeParse(name);
    const importer = kind.success ? importers[kind.data] : undefined;
    if (!importer)
      throw new UsageError(`There is no kind "${name}". Kinds are ${Object.keys(importers).join(', ')}.`);
    if (call.flag('dry-run') && call.flag('resume'))
      throw new UsageError('--dry-run and --resume exclude each other.');
    const map = await readMap(call.option('map'));
    await refuseMissing(file);
    const database = await openDatabase(call, { make: false });
    // It takes what the machine has to spare: who works with the product meanwhile comes first.
    standBack();
    const db = openDb(database.serverUrl, { connectionsMax: connections, standBack: database.isEmbedded });
    try {
      const workspaceId = await chosenWorkspace(database.adminUrl, call.option('workspace'));
      const made = await runFromCommand(
        {
          db,
          workspaceId,
          dataDir: call.config.dataDir,
          held: privacyWith(database.secretKey).held,
          progress: call.progress,
        },
        {
          kind: importer,
          path: file,
          fileName: path.basename(file),
          map,
          isDryRun: call.flag('dry-run'),
          isResumed: call.flag('resume'),
        },
      );
      const { read, created, updated, unchanged, rejected, errorsFile } = made;
      const text = `${read} rows: ${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected${errorsFile === null ? '.' : `: ${errorsFile}`}`;
      return { json: made, text, ...(rejected > 0 ? { partly: true as const } : {}) };
    } finally {
      await db.close();
      await database.close();
    }
  },
};

async function readMap(file: string | undefined): Promise<ImportMap | undefined> {
  if (file === undefined) return undefined;
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Problem('not-found', `There is no ${file} that can be read.`);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem(
      'invalid-input',
      `${file} is not JSON. It holds {"key":["column"],"fields":{"name":"column"}}.`,
    );
  }
  const parsed = importMap.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Problem(
    'invalid-input',
    `${file}: ${issue?.path.join('.')}: ${issue?.message}. It holds {"key":["column"],"fields":{"name":"column"}}.`,
  );
}

async function refuseMissing(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw new Problem('not-found', `There is no file ${file}.`);
}
