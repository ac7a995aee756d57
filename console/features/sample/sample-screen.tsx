/** Settings: a sample business to look around in. */
import { Alert, Button, Group, Loader, Text } from '@mantine/core';
import { IconAlertTriangle, IconArrowRight, IconBuildingStore } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Section, SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { isUnderWay, useSample } from './sample-query.ts';

export function SampleScreen() {
  const t = useText('sample');
  const sample = useSample();
  const { data, error, refetch } = sample;
  return (
    <SettingsPage title={t('title')} text={t('text')}>
      {!data &&
        (error ? <ErrorState error={error} retry={() => void refetch()} /> : <RowSkeletons rows={2} />)}
      {data?.failure != null && (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} role="alert">
          {t('failed', { why: data.failure })}
        </Alert>
      )}
      {data?.state === 'none' && <None make={sample.make} />}
      {data && isUnderWay(data) && (
        <Group role="status" gap="sm" wrap="nowrap">
          <Loader size="sm" aria-hidden />
          <Text>{t(data.state === 'removing' ? 'removing' : 'making')}</Text>
        </Group>
      )}
      {data?.state === 'ready' && <Ready sample={sample} />}
    </SettingsPage>
  );
}

function None({ make }: { make: () => Promise<void> }) {
  const t = useText('sample');
  const problemText = useProblemText();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const begin = async () => {
    setBusy(true);
    setError(undefined);
    await make().catch(setError);
    setBusy(false);
  };
  return (
    <>
      <EmptyState
        icon={IconBuildingStore}
        title={t('noneTitle')}
        text={t('noneText')}
        action={
          <Button loading={isBusy} onClick={() => void begin()}>
            {t('make')}
          </Button>
        }
      />
      {error !== undefined && (
        <Text role="alert" size="sm" c="var(--danger)">
          {problemText(error)}
        </Text>
      )}
    </>
  );
}

function Ready({ sample }: { sample: ReturnType<typeof useSample> }) {
  const t = useText('sample');
  const { isInside, home, enter, leave, remove } = sample;
  const way = useRef<HTMLButtonElement>(null);
  // It takes the place of a button that somebody may have pressed by the keyboard.
  useEffect(() => way.current?.focus({ preventScroll: true }), []);
  return (
    <Section
      title={t(isInside ? 'insideTitle' : 'readyTitle')}
      text={t(isInside ? 'insideText' : 'readyText')}
    >
      <Group>
        {isInside && home && (
          <Button ref={way} onClick={leave}>
            {t('back', { name: home.name })}
          </Button>
        )}
        {!isInside && (
          <Button ref={way} onClick={enter} rightSection={<IconArrowRight size={16} />}>
            {t('enter')}
          </Button>
        )}
        <ConfirmButton label={t('remove')} title={t('removeTitle')} confirm={t('remove')} act={remove}>
          {t('removeText')}
        </ConfirmButton>
      </Group>
    </Section>
  );
}
