/** Making two records one: who, what will happen, and on what evidence. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Customer, MergePreview } from '../../../contract/customers.ts';
import { isolated } from '../../lib/bidi.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { notice } from '../../ui/notices.tsx';
import { PageSkeleton } from '../../ui/skeletons.tsx';
import { ChooseCustomer } from './choose-customer.tsx';
import classes from './customer-pane.module.css';
import { Evidence } from './duplicates/evidence.tsx';
import { previewQuery, useMerging } from './merges.ts';
import { useCustomerName } from './use-customer-name.ts';

/** Without `other`, it is chosen first. */
export function MergeDialog(props: { customer: Customer; other?: Customer; close: () => void }) {
  const t = useText('customers');
  const app = useText('app');
  const name = isolated(useCustomerName()(props.customer));
  const [other, setOther] = useState(props.other);
  return (
    <Modal
      opened
      onClose={props.close}
      title={t('merge.title', { name })}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      {other ? (
        <Preview customer={props.customer} other={other} close={props.close} />
      ) : (
        <ChooseCustomer label={t('merge.who')} except={props.customer.id} choose={setOther} />
      )}
    </Modal>
  );
}

function Preview(props: { customer: Customer; other: Customer; close: () => void }) {
  const { data, error, refetch } = useQuery(previewQuery(props.customer.id, props.other.id));
  if (data) return <Decision preview={data} close={props.close} />;
  return error ? <ErrorState error={error} retry={() => void refetch()} /> : <PageSkeleton lines={4} />;
}

function Decision({ preview, close }: { preview: MergePreview; close: () => void }) {
  const t = useText('customers');
  const app = useText('app');
  const problemText = useProblemText();
  const customerName = useCustomerName();
  const { merge } = useMerging(preview.customer.id);
  const [isBusy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>();
  const names = {
    name: isolated(customerName(preview.customer)),
    other: isolated(customerName(preview.other)),
  };
  const act = async () => {
    setBusy(true);
    try {
      await merge(preview.other.id);
      close();
      notice(t('merge.done', names));
    } catch (caught) {
      setFailed(caught);
      setBusy(false);
    }
  };
  return (
    <Stack gap="sm">
      <Text size="sm">
        {t('merge.what', { ...names, entries: preview.entries, conversations: preview.conversations })}
      </Text>
      <WhatSpeaksForIt preview={preview} />
      {preview.conflicts.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            {t('merge.conflicts')}
          </Text>
          <ul className={classes.list}>
            {preview.conflicts.map(({ name, kept, hidden }) => (
              <li key={name} className={classes.row}>
                <bdi className={classes.value}>
                  {name}: {String(kept)} <s>{String(hidden)}</s>
                </bdi>
              </li>
            ))}
          </ul>
        </div>
      )}
      {preview.refused && (
        <Text size="sm" c="var(--danger)">
          {t('merge.refusedBefore')}
        </Text>
      )}
      <Text size="sm" className={classes.quiet}>
        {t('merge.undoable')}
      </Text>
      {failed !== undefined && (
        <Text role="alert" size="sm" c="var(--danger)">
          {problemText(failed)}
        </Text>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={close}>
          {app('cancel')}
        </Button>
        <Button loading={isBusy} onClick={() => void act()} data-autofocus>
          {t('merge.confirm')}
        </Button>
      </Group>
    </Stack>
  );
}

function WhatSpeaksForIt({ preview }: { preview: MergePreview }) {
  const t = useText('customers');
  const isNothing = preview.shared.length === 0 && preview.orders.length === 0;
  if (isNothing && !preview.sameName) return <Text size="sm">{t('merge.noEvidence')}</Text>;
  return (
    <div>
      <Text size="sm" fw={600}>
        {t('merge.evidence')}
      </Text>
      <Evidence evidence={preview} />
      {isNothing && <Text size="sm">{t('merge.nameOnly')}</Text>}
    </div>
  );
}
