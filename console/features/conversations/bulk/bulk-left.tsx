/** The conversations that were left as they were, each with the reason. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Bulk } from '../../../../contract/bulks.ts';
import { useText } from '../../../lib/i18n.tsx';
import classes from './bulk.module.css';
import { leftQuery } from './queries.ts';

export function BulkLeft({ bulk }: { bulk: Bulk }) {
  const t = useText('bulks');
  const { data } = useQuery(leftQuery(bulk.id, bulk.state));
  const isBack = bulk.state === 'undoing' || bulk.state === 'undone';
  return (
    <ul className={classes.left}>
      {data
        ?.filter(({ state }) => state === (isBack ? 'kept' : 'failed'))
        .map(({ conversationId, reason }) => (
          <li key={conversationId}>
            {reason === 'gone' ? null : (
              <Link to="/conversations/{-$conversationId}" params={{ conversationId }}>
                {t('open')}
              </Link>
            )}{' '}
            {t(`reason.${reason}`)}
          </li>
        ))}
    </ul>
  );
}
