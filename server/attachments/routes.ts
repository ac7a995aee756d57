/** The members' endpoints of files, and how a file is answered to anybody. */
import type { FastifyRequest } from 'fastify';
import { attachmentsMax, attachmentEndpoints as endpoints } from '../../contract/attachments.ts';
import { Problem } from '../../contract/errors.ts';
import type { MemberCaller } from '../accounts/index.ts';
import { inWorkspace } from '../platform/db/index.ts';
import { openFile, rangeOf } from '../platform/files/index.ts';
import { type FileAnswer, openRoute, type Route, route } from '../platform/http/index.ts';
import { findAttachment, type Stored } from './store.ts';
import type { FileDeps } from './upload.ts';

type Who = MemberCaller;

/** Whoever may read conversations reads their files. */
export function attachmentRoutes(deps: FileDeps): Route<Who>[] {
  return [
    route<Who, typeof endpoints.readUploadLimits>(endpoints.readUploadLimits, async () => ({
      bytesMax: deps.fileBytesMax,
      countMax: attachmentsMax,
    })),
    openRoute<Who, typeof endpoints.readAttachment>(
      endpoints.readAttachment,
      async ({ db, who, params, request }) => {
        const found = await inWorkspace(db, who.workspaceId, (tx) => findAttachment(tx, params.id));
        return answerFile(deps, who.workspaceId, found, request);
      },
    ),
  ];
}

/**
 * A file of strangers. A browser shows it only when it is a picture with a sane size, or plays; whatever else it holds, it
 * runs nothing, and no cache that others use keeps it.
 */
export async function answerFile(
  { dataDir }: Pick<FileDeps, 'dataDir'>,
  workspaceId: string,
  { sha256, bytes, type, name, isInline }: Stored,
  { headers }: Pick<FastifyRequest, 'headers'>,
): Promise<FileAnswer> {
  const range = rangeOf(headers.range, bytes);
  const file = await openFile(dataDir, workspaceId, sha256, range);
  if (!file) throw new Problem('expired', 'This file is not on the server any more.');
  return {
    file,
    name,
    // What is downloaded is called what it is by its name alone.
    type: isInline ? type : 'application/octet-stream',
    isInline,
    bytes,
    range,
    headers: {
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, max-age=3600',
      vary: 'cookie, authorization, rapport-workspace',
      'accept-ranges': 'bytes',
    },
  };
}
