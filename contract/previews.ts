/** Previews: what the page behind a message's first link says of itself. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id } from './ids.ts';

/** Whose links are fetched: nobody's, the team's, or those of customers as well. */
export const linkPreviewChoices = ['off', 'team', 'all'] as const;
export const linkPreviews = z.enum(linkPreviewChoices);
export type LinkPreviews = z.output<typeof linkPreviews>;

export const previewTitleMax = 200;
export const previewDescriptionMax = 400;

export const linkPreview = z.object({
  /** Where the link goes. */
  url: z.string(),
  /** Its host, as it is asked for: a page may call itself what it likes. */
  site: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  /** Fetched from this server alone. */
  picture: z.object({ width: z.int(), height: z.int() }).nullable(),
});
export type LinkPreview = z.output<typeof linkPreview>;

export const previewEndpoints = {
  readLinkPreview: endpoint({
    name: 'readLinkPreview',
    method: 'GET',
    path: '/messages/:id/preview',
    access: 'conversations:read',
    summary:
      'What the page behind the first web link of a message says of itself. Null for a message without one, a page that is not there, one that may not be fetched, and while the workspace wants none: which of these, nobody is told.',
    params: z.object({ id }),
    output: z.object({ preview: linkPreview.nullable() }),
    status: 200,
  }),
  readLinkPicture: endpoint({
    name: 'readLinkPicture',
    method: 'GET',
    path: '/messages/:id/preview/picture',
    access: 'conversations:read',
    summary:
      'The picture of that page, as this server has fetched it. `workspace` says what the header Rapport-Workspace would.',
    params: z.object({ id }),
    query: z.object({ workspace: id.optional() }),
    status: 200,
  }),
};
