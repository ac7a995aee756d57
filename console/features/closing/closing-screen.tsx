/** Settings: whether members are asked why a conversation is closed, for which reasons, and how often each was given. */
import { Button, Radio, Stack } from '@mantine/core';
import { IconFlagCheck, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Closing } from '../../../contract/closing.ts';
import type { Reason } from '../../../contract/conversation-entries.ts';
import { closingQuery } from '../../lib/closing.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMay } from '../../lib/session.ts';
import { chosen } from '../../lib/use-form.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Section, SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import classes from './closing.module.css';
import { Endings } from './endings.tsx';
import { ReasonForm } from './reason-form.tsx';
import { ReasonRow } from './reason-row.tsx';
import { useClosing } from './use-closing.ts';

export function ClosingScreen() {
  const t = useText('closing');
  const { data, error, refetch } = useQuery(closingQuery);
  return (
    <SettingsPage title={t('title')} text={t('text')}>
      {!data &&
        (error ? <ErrorState error={error} retry={() => void refetch()} /> : <RowSkeletons rows={4} />)}
      {data && <Asking closing={data} />}
      {data && <Reasons reasons={data.reasons} />}
      {data && <Endings reasons={data.reasons} />}
    </SettingsPage>
  );
}

const ways = ['never', 'offered', 'required'] as const satisfies readonly Closing['asks'][];

function Asking({ closing: { asks, reasons } }: { closing: Closing }) {
  const t = useText('closing');
  const mayChange = useMay()('workspace:manage');
  const { setAsks } = useClosing();
  const isIdle = asks !== 'never' && reasons.every(({ archived }) => archived);
  return (
    <Section title={t('asks')} text={isIdle ? t('idle') : undefined}>
      <Radio.Group
        aria-label={t('asks')}
        value={asks}
        onChange={(value) => void setAsks(chosen(ways, value))}
        readOnly={!mayChange}
      >
        <Stack gap="sm">
          {ways.map((way) => (
            <Radio
              key={way}
              value={way}
              label={t(`asks.${way}`)}
              description={t(`asksText.${way}`)}
              disabled={!mayChange}
            />
          ))}
        </Stack>
      </Radio.Group>
    </Section>
  );
}

function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  const t = useText('closing');
  const mayChange = useMay()('workspace:manage');
  const [edited, setEdited] = useState<{ reason?: Reason }>();
  const add = mayChange && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited({})} w="fit-content">
      {t('new')}
    </Button>
  );
  return (
    <Section title={t('reasons')}>
      {reasons.length === 0 ? (
        <EmptyState icon={IconFlagCheck} title={t('empty')} text={t('emptyText')} action={add || undefined} />
      ) : (
        <>
          <ul className={classes.list}>
            {reasons.map((reason) => (
              <ReasonRow
                key={reason.id}
                reason={reason}
                edit={mayChange ? () => setEdited({ reason }) : undefined}
              />
            ))}
          </ul>
          {add}
        </>
      )}
      {edited && <ReasonForm reason={edited.reason} close={() => setEdited(undefined)} />}
    </Section>
  );
}
