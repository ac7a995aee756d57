/** Making two records one: who, what will happen, and on what evidence. */
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Customer, MergePreview } from '../../../contract/customers.ts';
import { isolated } from '../../lib/bidi.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { notice } from '../../ui/notices.tsx';
import { PageSkeleton } from '../../ui/skeletons.tsx';
import classes from './customer-pane.module.css';
import { previewQuery, useMerging } from './merges.ts';
import { customersQuery } from './queries.ts';
import { useCustomerName } from './use-customer-name.ts';

const typingMs = 200;
const shownMax = 8;

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
        <Choice customer={props.customer} choose={setOther} />
      )}
    </Modal>
  );
}

function Choice({ customer, choose }: { customer: Customer; choose: (other: Customer) => void }) {
  const t = useText('customers');
  const customerName = useCustomerName();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), typingMs);
  const { data } = useInfiniteQuery({ ...customersQuery(wanted), enabled: wanted !== '' });
  const found = (data?.pages ?? [])
    .flatMap((page) => page.data)
    .filter(({ id }) => id !== customer.id)
    .slice(0, shownMax);
  return (
    <Stack gap="sm">
      <TextInput
        label={t('merge.who')}
        placeholder={t('searchHint')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
      <ul className={classes.list}>
        {found.map((one) => (
          <li key={one.id}>
            <Button variant="default" fullWidth justify="start" onClick={() => choose(one)}>
              <bdi>{customerName(one)}</bdi>
              <span className={classes.quiet}>
                &nbsp;{one.identities.find(({ kind }) => kind !== 'visitor')?.value}
              </span>
            </Button>
          </li>
        ))}
      </ul>
      {wanted !== '' && data && found.length === 0 && <Text size="sm">{t('nobody')}</Text>}
    </Stack>
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
      <Evidence preview={preview} />
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

function Evidence({ preview: { shared } }: { preview: MergePreview }) {
  const t = useText('customers');
  if (shared.length === 0) return <Text size="sm">{t('merge.noEvidence')}</Text>;
  return (
    <div>
      <Text size="sm" fw={600}>
        {t('merge.evidence')}
      </Text>
      <ul className={classes.list}>
        {shared.map((one) => (
          <li key={`${one.kind} ${one.value} ${one.otherValue}`} className={classes.row}>
            <bdi className={classes.value}>
              {one.value === one.otherValue ? one.value : `${one.value} ≈ ${one.otherValue}`}
            </bdi>
            <span className={one.verified || one.otherVerified ? classes.verified : classes.quiet}>
              {t(one.verified || one.otherVerified ? 'verified' : 'unverified')}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
