/** The rows behind a number of a greeting: to whom it was shown, and where they answered. */
import { Button, Modal } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Greeting, GreetingOutcome, GreetingShowing } from '../../../contract/greetings.ts';
import { useText } from '../../lib/i18n.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { Time } from '../../ui/time.tsx';
import classes from './greetings.module.css';
import { showingsQuery } from './queries.ts';

type Props = { greeting: Greeting; outcome: GreetingOutcome; close: () => void };

export function Showings({ greeting, outcome, close }: Props) {
  const t = useText('greetings');
  const app = useText('app');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    showingsQuery(greeting.id, outcome),
  );
  const rows = data?.pages.flatMap((page) => page.data);
  return (
    <Modal
      opened
      onClose={close}
      title={t('rows', { name: greeting.name, outcome: t(`outcome.${outcome}`) })}
      centered
      size="lg"
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      {!rows &&
        (error ? <ErrorState error={error} retry={() => void refetch()} /> : <RowSkeletons rows={4} />)}
      {rows?.length === 0 && <p className={classes.quiet}>{t('noRows')}</p>}
      <ul className={classes.list}>
        {rows?.map((showing) => (
          <Row key={showing.id} showing={showing} outcome={outcome} />
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Modal>
  );
}

function Row({ showing, outcome }: { showing: GreetingShowing; outcome: GreetingOutcome }) {
  const t = useText('greetings');
  const { customer, conversationId, text } = showing;
  const at = {
    shown: null,
    opened: showing.openedAt,
    dismissed: showing.dismissedAt,
    answered: showing.answeredAt,
  };
  return (
    <li className={classes.row}>
      <div className={classes.body}>
        <Link to="/customers/{-$customerId}" params={{ customerId: customer.id }}>
          <bdi>{customer.name ?? t('nameless')}</bdi>
        </Link>
        <span className={classes.quiet} dir="auto">
          {text}
        </span>
      </div>
      {conversationId && (
        <Link to="/conversations/{-$conversationId}" params={{ conversationId }}>
          {t('conversation')}
        </Link>
      )}
      <Time value={at[outcome] ?? showing.shownAt} />
    </li>
  );
}
