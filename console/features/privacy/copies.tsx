/** The copy of everything that is held: having one made, how far it is, and fetching it. */
import { Button, Group, Progress, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import type { PrivacyCopy, PrivacyDetails } from '../../../contract/privacy.ts';
import { call } from '../../lib/api.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Section } from '../../ui/settings-page.tsx';
import { Time } from '../../ui/time.tsx';
import { downloadCopy, useKeep } from './queries.ts';

export function Copies({ details }: { details: PrivacyDetails }) {
  const t = useText('privacy');
  const locale = useLocale();
  const problemText = useProblemText();
  const { request, exports } = details;
  const keep = useKeep(request.id);
  const [failure, setFailure] = useState<string>();
  const doing = async (work: () => Promise<void>) => {
    setFailure(undefined);
    await work().catch((error: unknown) => setFailure(problemText(error)));
  };
  const newest = exports[0];
  const isMaking = newest?.state === 'waiting' || newest?.state === 'running';
  const make = () =>
    doing(async () =>
      keep(await call(endpoints.startPrivacyExport, { params: { id: request.id }, body: { locale } })),
    );
  return (
    <Section title={t('copy')} text={t('copyText')}>
      {newest && <State copy={newest} />}
      <FormFailure text={failure} />
      <Group>
        {newest?.state === 'done' && (
          <Button
            leftSection={<IconDownload size={16} />}
            onClick={() => void doing(() => downloadCopy(newest.id))}
          >
            {t('copyDownload')}
          </Button>
        )}
        {request.state === 'open' && !isMaking && (
          <Button variant={newest?.state === 'done' ? 'default' : 'filled'} onClick={() => void make()}>
            {newest ? t('copyAgain') : t('copyMake')}
          </Button>
        )}
      </Group>
    </Section>
  );
}

function State({ copy }: { copy: PrivacyCopy }) {
  const t = useText('privacy');
  switch (copy.state) {
    case 'waiting':
    case 'running':
      return (
        <Progress
          value={(copy.done / Math.max(1, copy.of)) * 100}
          size="lg"
          aria-label={t('copyMaking')}
          animated
        />
      );
    case 'failed':
      return <Text c="var(--danger)">{t('copyFailed')}</Text>;
    case 'gone':
      return <Text c="dimmed">{t('copyGone')}</Text>;
    case 'done':
      return (
        <Text size="sm" c="dimmed">
          {copy.expiresAt !== null &&
            t.rich('copyUntil', { when: <Time key="until" value={copy.expiresAt} /> })}
        </Text>
      );
  }
}
