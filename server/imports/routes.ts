/** The endpoints of imports. */
import { createReadStream } from 'node:fs';
import { Problem } from '../../contract/errors.ts';
import { importEndpoints as endpoints, type ImportState } from '../../contract/imports.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { append } from '../ledger/index.ts';
import { inWorkspace, type Tx } from '../platform/db/index.ts';
import { type FileAnswer, type OpenCall, openRoute, type Route, route } from '../platform/http/index.ts';
import { errorsPathOf } from './folder.ts';
import { jobOf, listImports, moveTo, readImport } from './store.ts';
import { createImport, firstRows, mapImport, takePart, type UploadDeps } from './upload.ts';

type Who = MemberCaller;
/** `wake`: hears that there is something to run. */
type Deps = UploadDeps & { wake: () => void };

/** Every endpoint of imports. */
export function importRoutes(deps: Deps): Route<Who>[] {
  const begin = (
    name: 'checkImport' | 'startImport' | 'undoImport',
    from: readonly ImportState[],
    to: ImportState,
  ) =>
    openRoute<Who, (typeof endpoints)[typeof name]>(endpoints[name], async ({ db, who, params }) => {
      const job = await inWorkspace(db, who.workspaceId, async (tx) => {
        const moved = await moveTo(tx, params.id, from, to);
        if (name === 'startImport') await recordStart(tx, who, moved);
        return moved;
      });
      deps.wake();
      return jobOf(job);
    });
  return [
    route<Who, typeof endpoints.listImports>(endpoints.listImports, ({ tx, query }) =>
      listImports(tx, query),
    ),
    route<Who, typeof endpoints.createImport>(endpoints.createImport, ({ tx, who, body }) =>
      createImport(tx, deps, who, body),
    ),
    openRoute<Who, typeof endpoints.sendImportPart>(
      endpoints.sendImportPart,
      async ({ db, who, params, request }) => {
        await inWorkspace(db, who.workspaceId, (tx) => readImport(tx, params.id));
        const part = request.body;
        if (!Buffer.isBuffer(part) || part.length === 0) {
          throw new Problem(
            'unsupported-media-type',
            'Send bytes of the file, with Content-Type: application/octet-stream.',
          );
        }
        return takePart(db, deps, who, { ...params, part });
      },
    ),
    route<Who, typeof endpoints.readImport>(endpoints.readImport, async ({ tx, params }) =>
      jobOf(await readImport(tx, params.id)),
    ),
    openRoute<Who, typeof endpoints.readImportRows>(endpoints.readImportRows, async ({ db, who, params }) =>
      firstRows(deps, await inWorkspace(db, who.workspaceId, (tx) => readImport(tx, params.id))),
    ),
    route<Who, typeof endpoints.mapImport>(endpoints.mapImport, ({ tx, params, body }) =>
      mapImport(tx, deps, params.id, body),
    ),
    begin('checkImport', ['uploaded', 'checked'], 'checking'),
    begin('startImport', ['uploaded', 'checked', 'failed', 'cancelled'], 'running'),
    route<Who, typeof endpoints.cancelImport>(endpoints.cancelImport, async ({ tx, params }) => {
      const { state } = await readImport(tx, params.id);
      const to = state === 'checking' ? 'uploaded' : 'cancelled';
      return jobOf(
        await moveTo(
          tx,
          params.id,
          ['uploading', 'uploaded', 'checking', 'checked', 'running', 'failed'],
          to,
        ),
      );
    }),
    openRoute<Who, typeof endpoints.readImportErrors>(endpoints.readImportErrors, (call) =>
      errorsFile(deps, call),
    ),
    begin('undoImport', ['done', 'failed', 'cancelled'], 'undoing'),
  ];
}

async function recordStart(
  tx: Tx,
  who: Who,
  job: { id: string; kind: string; fileName: string },
): Promise<void> {
  const { actor, source } = by(who);
  await append(tx, {
    kind: 'import.started',
    payload: { importId: job.id, what: job.kind, fileName: job.fileName },
    actor,
    direction: 'internal',
    source: { name: source },
  });
}

/** The file of what an import refused. */
async function errorsFile(
  deps: Deps,
  { db, who, params }: Pick<OpenCall<typeof endpoints.readImportErrors, Who>, 'db' | 'who' | 'params'>,
): Promise<FileAnswer> {
  const job = await inWorkspace(db, who.workspaceId, (tx) => readImport(tx, params.id));
  if (!job.hasErrors) throw new Problem('not-found', 'There are no refused rows to download.');
  const file = createReadStream(errorsPathOf(deps.dataDir, job.id));
  await new Promise<void>((resolve, reject) => {
    file.once('open', () => resolve());
    file.once('error', () =>
      reject(new Problem('expired', 'The file of refused rows is kept for 30 days. Import the file again.')),
    );
  });
  return { file, type: 'text/csv; charset=utf-8', name: `${job.fileName}-errors.csv` };
}
