/** Where else the customers' section leads: who may be the same person, and what customers think. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { duplicatesCountMax } from '../../../contract/customers.ts';
import { useText } from '../../lib/i18n.tsx';
import classes from '../../ui/list-screen.module.css';
import { duplicatesCountQuery, useLiveDuplicates } from './duplicates/queries.ts';

export function ListLinks() {
  const t = useText('customers');
  const { data: count = 0 } = useQuery(duplicatesCountQuery);
  useLiveDuplicates();
  return (
    <nav className={classes.links} aria-label={t('links')}>
      <Link to="/customers/duplicates">
        {t('pairs.title')}
        {count > 0 && (
          <span className={classes.count}>{count === duplicatesCountMax ? `${count}+` : count}</span>
        )}
      </Link>
      <Link to="/reviews">{t('reviews')}</Link>
    </nav>
  );
}
