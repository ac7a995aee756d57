/** Leaving somebody alone, and going on again. */
import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import type { PrivacyDetails } from '../../../contract/privacy.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Section } from '../../ui/settings-page.tsx';
import { Time } from '../../ui/time.tsx';
import { customerPrivacyQuery, useKeep } from './queries.ts';

export function RestrictSection({ details: { request } }: { details: PrivacyDetails }) {
  const t = useText('privacy');
  const problemText = useProblemText();
  const keep = useKeep(request.id);
  const { data } = useQuery(customerPrivacyQuery(request.customer.id));
  const [failure, setFailure] = useState<string>();
  const set = async (restricted: boolean) => {
    setFailure(undefined);
    try {
      await keep(
        await call(endpoints.restrictCustomer, { params: { id: request.id }, body: { restricted } }),
      );
    } catch (error) {
      setFailure(problemText(error));
    }
  };
  const since = data?.restrictedAt ?? null;
  return (
    <Section title={t('restrict')} text={t('restrictText')}>
      {since !== null && (
        <Text>
          {t.rich('restrictedSince', {
            when: <Time key="since" value={since} />,
            count: data?.heldCount ?? 0,
          })}
        </Text>
      )}
      <FormFailure text={failure} />
      {data && request.state === 'open' && (
        <Group>
          <Button variant={since === null ? 'filled' : 'default'} onClick={() => void set(since === null)}>
            {since === null ? t('restrictStart') : t('restrictLift')}
          </Button>
        </Group>
      )}
    </Section>
  );
}
