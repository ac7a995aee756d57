/** People as a list of links to their pages. */
import { Button, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Customer } from '../../../contract/customers.ts';
import { useText } from '../../lib/i18n.tsx';
import { addressOf } from '../../lib/marked.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { segmentPeopleQuery } from './queries.ts';
import classes from './segments.module.css';

/** Who is in a segment, kept current. */
export function People({ segmentId }: { segmentId: string }) {
  const t = useText('segments');
  const app = useText('app');
  const query = useInfiniteQuery(segmentPeopleQuery(segmentId));
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  if (!data) {
    return error ? <ErrorState error={error} retry={() => void refetch()} /> : <RowSkeletons rows={5} />;
  }
  const people = data.pages.flatMap((page) => page.data);
  if (people.length === 0) return <Text c="dimmed">{t('nobody')}</Text>;
  return (
    <>
      <PeopleList people={people} />
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {app('more')}
        </Button>
      )}
    </>
  );
}

export function PeopleList({ people }: { people: readonly Customer[] }) {
  const customers = useText('customers');
  return (
    <ul className={classes.people}>
      {people.map((person) => {
        const name = person.name ?? customers('nameless', { code: person.id.slice(-4).toUpperCase() });
        const address = addressOf(person, '');
        return (
          <li key={person.id}>
            <Link
              to="/customers/{-$customerId}"
              params={{ customerId: person.id }}
              className={classes.person}
            >
              <Avatar id={person.id} name={person.name} size="small" />
              <bdi className={classes.name}>{name}</bdi>
              {address && <bdi className={classes.quiet}>{address}</bdi>}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
