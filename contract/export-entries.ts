/** The entry of an export: who took what along. */
import { z } from 'zod';
import { id } from './ids.ts';
import { viewFilter } from './view-filter.ts';

export const exportFormats = ['csv', 'jsonl', 'vcon'] as const;
export const exportFormat = z.enum(exportFormats);
export type ExportFormat = z.output<typeof exportFormat>;

/** What a file was asked for. */
export const exportPayloads = {
  'conversations.exported': z.object({
    format: exportFormat,
    filter: viewFilter,
    /** It was this one alone. */
    conversationId: id.optional(),
    count: z.int(),
  }),
};
