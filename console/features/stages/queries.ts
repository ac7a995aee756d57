/** What is fetched of stages. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Entry } from '../../../contract/entries.ts';
import type { Stage } from '../../../contract/stage-names.ts';
import { type StageLine, stageOf } from '../../../contract/stages.ts';
import { call } from '../../lib/api.ts';

/** The workspace's rule; an entry that changes it makes it old (see `staleAfter`). */
export const stageRuleQuery = queryOptions({
  queryKey: ['stage-rule'],
  queryFn: ({ signal }) => call(endpoints.readStageRule, {}, { signal }),
  staleTime: 300_000,
});

export const customerStageQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer-stage', id],
    queryFn: ({ signal }) => call(endpoints.readCustomerStage, { params: { id } }, { signal }),
  });

export const stageOutlookQuery = (lines: readonly StageLine[]) =>
  queryOptions({
    queryKey: ['stage-outlook', lines],
    queryFn: ({ signal }) => call(endpoints.previewStageRule, { body: { lines: [...lines] } }, { signal }),
    gcTime: 0,
  });

/** The stage that an entry stands for, by the rule of now; null for none, or while the rule is not there yet. */
export function useStageOf(): (entry: Entry) => Stage | null {
  const { data } = useQuery(stageRuleQuery);
  return (entry) => (data ? stageOf(data.lines, entry) : null);
}
