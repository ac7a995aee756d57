/** Writing down that somebody does not want to be advertised to, by whatever way. */
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import type { PrivacyDetails } from '../../../contract/privacy.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Section } from '../../ui/settings-page.tsx';
import { useKeep } from './queries.ts';

export function ObjectSection({ details: { request } }: { details: PrivacyDetails }) {
  const t = useText('privacy');
  const problemText = useProblemText();
  const keep = useKeep(request.id);
  const [failure, setFailure] = useState<string>();
  const refuse = async () => {
    setFailure(undefined);
    try {
      await keep(await call(endpoints.objectForCustomer, { params: { id: request.id } }));
    } catch (error) {
      setFailure(problemText(error));
    }
  };
  return (
    <Section title={t('object')} text={t('objectText')}>
      <FormFailure text={failure} />
      {request.state === 'open' && (
        <Group>
          <Button onClick={() => void refuse()}>{t('objectStart')}</Button>
        </Group>
      )}
    </Section>
  );
}
