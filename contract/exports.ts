/** Taking conversations along as a file: as a table, or with all that was said. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { exportFormat } from './export-entries.ts';
import { id } from './ids.ts';
import { filterQuery, viewOrder } from './view-filter.ts';

/** How many conversations one file holds. */
export const exportMax = 100_000;
export const exportEndpoints = {
  exportConversations: endpoint({
    name: 'exportConversations',
    method: 'GET',
    path: '/conversations/export',
    access: 'workspace:manage',
    summary:
      `The conversations of a view, or the one that is named, as a file: \`csv\` is a table of what the list shows, in its order; ` +
      '`jsonl` has a conversation with its messages and notes on each line, `vcon` a vCon (draft-ietf-vcon-vcon-core, syntax ' +
      `0.4.0) on each line. At most ${exportMax} conversations. Who took what along stands in the audit log.`,
    query: z
      .object(filterQuery)
      .extend({ format: exportFormat, order: viewOrder.default('newest'), conversation: id.optional() }),
    status: 200,
  }),
};
