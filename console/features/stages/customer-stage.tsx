/** The stage that a customer is in; a member may say otherwise. */
import { NativeSelect, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import { type Stage, stageNames } from '../../../contract/stage-names.ts';
import { call } from '../../lib/api.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useEntries } from '../../lib/live.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMay } from '../../lib/session.ts';
import { relativeTime } from '../../lib/time.ts';
import { chosen } from '../../lib/use-form.ts';
import { failure } from '../../ui/notices.tsx';
import { useNow } from '../../ui/now.ts';
import { customerStageQuery } from './queries.ts';

export function CustomerStage({ customerId }: { customerId: string }) {
  const t = useText('stages');
  const may = useMay();
  const locale = useLocale();
  const now = useNow();
  const cache = useQueryClient();
  const { queryKey } = customerStageQuery(customerId);
  const { data } = useQuery(customerStageQuery(customerId));
  const set = useSetting(customerId);
  useEntries((entries) => {
    const isNew = entries.some((entry) => entry.customerId === customerId || entry.kind === 'stages.updated');
    if (isNew) void cache.invalidateQueries({ queryKey });
  });
  const when = data?.since ? relativeTime(new Date(data.since), now, locale) : '';
  return (
    <div>
      <NativeSelect
        size="xs"
        label={t('stage')}
        value={data?.stage ?? ''}
        disabled={!data || !may('customers:write')}
        onChange={(event) => void set(chosen(stageNames, event.currentTarget.value))}
        data={[
          ...(data?.stage ? [] : [{ value: '', label: t('unknown'), disabled: true }]),
          ...stageNames.map((value) => ({ value, label: t(`stage.${value}`) })),
        ]}
      />
      <Text size="xs" c="dimmed" mih="1.2rem">
        {data?.stage && t(data.isByHand ? 'byHand' : 'byRule', { when })}
      </Text>
    </div>
  );
}

/** Shows the new stage at once and takes it back when it is refused. */
function useSetting(id: string): (stage: Stage) => Promise<void> {
  const cache = useQueryClient();
  const problemText = useProblemText();
  const { queryKey } = customerStageQuery(id);
  return async (stage) => {
    const before = cache.getQueryData(queryKey);
    if (before) cache.setQueryData(queryKey, { ...before, stage });
    try {
      const body = { stage };
      cache.setQueryData(queryKey, await call(endpoints.setCustomerStage, { params: { id }, body }));
    } catch (error) {
      cache.setQueryData(queryKey, before);
      failure(problemText(error));
    }
  };
}
