/** What the screens of imports fetch and send. */
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import type { OutputOf } from '../../../contract/endpoint.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import {
  type ImportJob,
  type ImportKindName,
  type ImportMap,
  type ImportState,
  uploadPartBytesMax,
} from '../../../contract/imports.ts';
import { call, callForFile } from '../../lib/api.ts';

/** States in which the server is at work. */
const busyStates: readonly ImportState[] = ['checking', 'running', 'undoing'];
const pollMilliseconds = 700;

export function isBusy(job: ImportJob | undefined): boolean {
  return job !== undefined && busyStates.includes(job.state);
}

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: async ({ signal }): Promise<ImportJob[]> =>
    (await call(endpoints.listImports, { query: {} }, { signal })).data,
  refetchInterval: ({ state }) => (state.data?.some(isBusy) ? pollMilliseconds * 3 : false),
});

/** One import, fetched again and again while the server is at work on it. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', id],
    queryFn: ({ signal }): Promise<ImportJob> => call(endpoints.readImport, { params: { id } }, { signal }),
    refetchInterval: ({ state }) => (isBusy(state.data) ? pollMilliseconds : false),
  });

export const rowsQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', id, 'rows'],
    queryFn: ({ signal }) => call(endpoints.readImportRows, { params: { id } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** How a file begins, and how its columns can be read. */
export type First = OutputOf<typeof endpoints.readImportRows>;

type Act = 'checkImport' | 'startImport' | 'cancelImport' | 'undoImport';

/** Does something with an import; what it is then is known at once. */
export function useActing(id: string): {
  act: (what: Act) => Promise<void>;
  map: (map: ImportMap) => Promise<void>;
} {
  const cache = useQueryClient();
  const keep = async (job: ImportJob) => {
    cache.setQueryData(importQuery(id).queryKey, job);
    await cache.invalidateQueries({ queryKey: importsQuery.queryKey });
  };
  return {
    act: async (what) => keep(await call(endpoints[what], { params: { id } })),
    map: async (map) => {
      const { queryKey } = importQuery(id);
      // At once: the next change begins with this one, answered or not.
      cache.setQueryData(queryKey, (job) => job && { ...job, map, foreseen: null });
      try {
        await call(endpoints.mapImport, { params: { id }, body: map });
      } catch (error) {
        await cache.invalidateQueries({ queryKey });
        throw error;
      }
    },
  };
}

/** Sends a file in parts; hears what share of it is there. Answers the import that it is for. */
export async function upload(
  kind: ImportKindName,
  file: File,
  onShare: (share: number) => void,
): Promise<ImportJob> {
  let job = await call(endpoints.createImport, { body: { kind, fileName: file.name, bytes: file.size } });
  for (let offset = 0; offset < file.size; offset += uploadPartBytesMax) {
    const bytes = file.slice(offset, offset + uploadPartBytesMax);
    job = await call(endpoints.sendImportPart, { params: { id: job.id, offset } } as never, { bytes });
    onShare(Math.min(1, (offset + uploadPartBytesMax) / file.size));
  }
  return job;
}

/** Saves the refused rows on the reader's disk. */
export async function downloadErrors({ id, fileName }: ImportJob): Promise<void> {
  const blob = await callForFile(endpoints.readImportErrors, { params: { id } });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${fileName}-errors.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
