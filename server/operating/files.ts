/** The files of an installation: what lies in `files` in the data folder. A file there never changes. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

export type StoredFile = { path: string; absolute: string; bytes: number };

/** The folder of the files; it may be missing. */
export function filesFolder(dataDir: string): string {
  return path.join(dataDir, 'files');
}

/** The folder of one workspace's files within it. */
export function folderOf(root: string, workspaceId: string): string {
  return path.join(root, workspaceId);
}

/** Every file, by a path that begins below the folder and has `/` between its parts. */
export function listFiles(dataDir: string): Promise<StoredFile[]> {
  return filesIn(filesFolder(dataDir));
}

/** The same of a folder wherever it lies. */
export async function filesIn(root: string): Promise<StoredFile[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(absentAsEmpty);
  const files: StoredFile[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const absolute = path.join(entry.parentPath, entry.name);
    // On its way in: nobody has heard of it yet.
    if (path.relative(root, absolute).startsWith('.')) continue;
    const found = await stat(absolute).catch(() => undefined); // erased meanwhile
    if (found)
      files.push({
        path: path.relative(root, absolute).split(path.sep).join('/'),
        absolute,
        bytes: found.size,
      });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function absentAsEmpty(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
