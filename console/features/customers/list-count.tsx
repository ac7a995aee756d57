/** How many the list has: everybody, those in a segment, or those whom the conditions fit. */
import { useQuery } from '@tanstack/react-query';
import type { Condition } from '../../../contract/conditions.ts';
import { useText } from '../../lib/i18n.tsx';
import classes from '../../ui/list-screen.module.css';
import { previewQuery, segmentsQuery } from '../segments/index.ts';
import type { Narrow } from './narrow.ts';
import { customerCountQuery } from './queries.ts';

export function ListCount({ narrow: { segmentId, filter } }: { narrow: Narrow }) {
  return (
    <p className={classes.found} role="status">
      {filter ? (
        <OfFilter filter={filter} />
      ) : segmentId === undefined ? (
        <OfEverybody />
      ) : (
        <OfSegment segmentId={segmentId} />
      )}
    </p>
  );
}

function OfEverybody() {
  const t = useText('customers');
  const { data } = useQuery(customerCountQuery);
  return data && t(data.isWhole ? 'count' : 'countAtLeast', { count: data.count });
}

function OfSegment({ segmentId }: { segmentId: string }) {
  const t = useText('customers');
  const { data } = useQuery(segmentsQuery);
  const segment = data?.find(({ id }) => id === segmentId);
  return segment && t('count', { count: segment.count });
}

function OfFilter({ filter }: { filter: Condition }) {
  const t = useText('customers');
  const { data } = useQuery(previewQuery(filter));
  return data && t(data.isWhole ? 'count' : 'countAtLeast', { count: data.count });
}
