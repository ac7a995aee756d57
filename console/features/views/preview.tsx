/** How many conversations a view would show, while it is put together. */
import { useQuery } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import { queryOfFilter, type ViewFilter } from '../../../contract/view-filter.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import classes from './views.module.css';

export function Preview({ filter }: { filter: ViewFilter }) {
  const t = useText('views');
  const query = queryOfFilter(filter);
  const { data } = useQuery({
    queryKey: ['view-preview', query],
    queryFn: ({ signal }) => call(endpoints.previewView, { query }, { signal }),
    placeholderData: (before) => before,
  });
  return (
    <p className={classes.preview} role="status">
      {data ? t('preview', { count: data.count, more: String(data.isMore) }) : ' '}
    </p>
  );
}
