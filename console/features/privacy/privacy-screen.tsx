/** Requests of people about their data: those that are open, by deadline, and those that are closed. */
import { Badge, Button, SegmentedControl, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconShieldLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { PrivacyRequest } from '../../../contract/privacy.ts';
import { useText } from '../../lib/i18n.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { Time } from '../../ui/time.tsx';
import { Deadline } from './deadline.tsx';
import { NewRequestDialog } from './new-request-dialog.tsx';
import classes from './privacy.module.css';
import { requestsQuery } from './queries.ts';
import { RequestPage } from './request-page.tsx';
import { SettingsSection } from './settings-section.tsx';

export function PrivacyScreen({ requestId }: { requestId?: string }) {
  return requestId === undefined ? <RequestList /> : <RequestPage key={requestId} id={requestId} />;
}

function RequestList() {
  const t = useText('privacy');
  const [state, setState] = useState<'open' | 'closed'>('open');
  const { data, error, refetch } = useQuery(requestsQuery(state));
  const [isMaking, making] = useDisclosure(false);
  const make = <Button onClick={making.open}>{t('new')}</Button>;
  return (
    <SettingsPage title={t('title')} text={t('text')} action={make}>
      <SegmentedControl
        className={classes.states}
        value={state}
        onChange={(value) => setState(value === 'open' ? 'open' : 'closed')}
        data={(['open', 'closed'] as const).map((value) => ({ value, label: t(`list.${value}`) }))}
        aria-label={t('list')}
      />
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <RowSkeletons rows={3} />}
      {data?.length === 0 && (
        <EmptyState
          icon={IconShieldLock}
          title={t(`empty.${state}`)}
          text={state === 'open' && t('empty.text')}
        />
      )}
      {data && data.length > 0 && (
        <ul className={classes.requests}>
          {data.map((request) => (
            <Row key={request.id} request={request} />
          ))}
        </ul>
      )}
      <SettingsSection />
      {isMaking && <NewRequestDialog close={making.close} />}
    </SettingsPage>
  );
}

function Row({ request }: { request: PrivacyRequest }) {
  const t = useText('privacy');
  const { id, kind, customer, state, closedAt, receivedAt } = request;
  return (
    <li>
      <div>
        <Text fw={500} component="h2" size="sm">
          <Link to="/settings/privacy/{-$requestId}" params={{ requestId: id }} className={classes.name}>
            {t(`kind.${kind}`)} · <bdi>{customer.name ?? t('nameless')}</bdi>
          </Link>
        </Text>
        <Text size="xs" c="dimmed" component="p">
          {t.rich('received', {
            when: <Time key="at" value={receivedAt} />,
            how: t(`how.${request.askedHow}`),
          })}
        </Text>
      </div>
      {state === 'open' ? (
        <Deadline request={request} />
      ) : (
        <Badge variant="default">
          {t(`state.${state}`)} {closedAt !== null && <Time value={closedAt} />}
        </Badge>
      )}
    </li>
  );
}
