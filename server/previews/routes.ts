/** The endpoints of previews. */
import { Readable } from 'node:stream';
import { previewEndpoints as endpoints } from '../../contract/previews.ts';
import type { MemberCaller } from '../accounts/index.ts';
import { openRoute, type Route } from '../platform/http/index.ts';
import { createPreviews, type PreviewDeps } from './preview.ts';

type Who = MemberCaller;

/** Whoever may read conversations sees their previews. */
export function previewRoutes(deps: PreviewDeps): Route<Who>[] {
  const previews = createPreviews(deps);
  return [
    openRoute<Who, typeof endpoints.readLinkPreview>(
      endpoints.readLinkPreview,
      async ({ db, who, params }) => ({
        preview: await previews.of({ db, workspaceId: who.workspaceId }, params.id),
      }),
    ),
    openRoute<Who, typeof endpoints.readLinkPicture>(
      endpoints.readLinkPicture,
      async ({ db, who, params }) => {
        const { bytes, type } = await previews.pictureOf({ db, workspaceId: who.workspaceId }, params.id);
        return {
          file: Readable.from([bytes]),
          type,
          name: 'preview',
          isInline: true,
          bytes: bytes.length,
          headers: {
            'content-security-policy': "default-src 'none'; sandbox",
            'cache-control': 'private, max-age=3600',
            vary: 'cookie, authorization, rapport-workspace',
          },
        };
      },
    ),
  ];
}
