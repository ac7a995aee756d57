/** One request: what was asked, what can be done about it, and each step that was taken. */
import { Badge, Group, Text } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { PrivacyDetails } from '../../../contract/privacy.ts';
import { useText } from '../../lib/i18n.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Section, SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { Time } from '../../ui/time.tsx';
import { Closing } from './closing.tsx';
import { Copies } from './copies.tsx';
import { CorrectForm } from './correct-form.tsx';
import { Deadline } from './deadline.tsx';
import { EraseSection } from './erase-section.tsx';
import { Log } from './log.tsx';
import { ObjectSection } from './object-section.tsx';
import classes from './privacy.module.css';
import { requestQuery } from './queries.ts';
import { RestrictSection } from './restrict-section.tsx';

export function RequestPage({ id }: { id: string }) {
  const t = useText('privacy');
  const { data, error, refetch } = useQuery(requestQuery(id));
  const request = data?.request;
  return (
    <SettingsPage
      title={request ? t(`kindLong.${request.kind}`) : t('title')}
      text={request && <About details={data} />}
      action={
        request &&
        (request.state === 'open' ? (
          <Deadline request={request} />
        ) : (
          <Badge variant="default">{t(`state.${request.state}`)}</Badge>
        ))
      }
    >
      <Group>
        <Link to="/settings/privacy/{-$requestId}" params={{ requestId: undefined }} className={classes.back}>
          <IconChevronLeft size={16} />
          {t('back')}
        </Link>
      </Group>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <RowSkeletons rows={5} />}
      {data && (
        <>
          <Acts details={data} />
          <Section title={t('log')}>
            <Log steps={data.steps} />
          </Section>
          <Closing details={data} />
        </>
      )}
    </SettingsPage>
  );
}

function About({ details: { request } }: { details: PrivacyDetails }) {
  const t = useText('privacy');
  const name = (
    <Link
      key="who"
      to="/customers/{-$customerId}"
      params={{ customerId: request.customer.id }}
      className={classes.link}
    >
      <bdi>{request.customer.name ?? t('nameless')}</bdi>
    </Link>
  );
  return (
    <>
      {t.rich('about', {
        name,
        by: request.askedBy,
        hasBy: request.askedBy === '' ? 'no' : 'yes',
        how: t(`how.${request.askedHow}`),
        when: <Time key="at" value={request.receivedAt} />,
        law: t(`law.${request.law}`),
      })}
      {request.note !== '' && (
        <Text component="span" className={classes.note}>
          <bdi>{request.note}</bdi>
        </Text>
      )}
    </>
  );
}

/** What fits what was asked. */
function Acts({ details }: { details: PrivacyDetails }) {
  switch (details.request.kind) {
    case 'export':
      return <Copies details={details} />;
    case 'rectify':
      return <CorrectForm details={details} />;
    case 'erase':
      return (
        <>
          {details.erasure === null && <Copies details={details} />}
          <EraseSection details={details} />
        </>
      );
    case 'restrict':
      return <RestrictSection details={details} />;
    case 'object':
      return (
        <>
          <ObjectSection details={details} />
          <RestrictSection details={details} />
        </>
      );
  }
}
