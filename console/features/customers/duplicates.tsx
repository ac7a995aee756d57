/** Who may be the same person, and which records were already found to be. */
import { Button, Group, Title } from '@mantine/core';
import { IconArrowMerge } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Customer, MergeInForce, MergeSuggestion } from '../../../contract/customers.ts';
import { isolated } from '../../lib/bidi.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMay } from '../../lib/session.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { failure } from '../../ui/notices.tsx';
import { Time } from '../../ui/time.tsx';
import classes from './customer-pane.module.css';
import { Evidence } from './duplicates/evidence.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { mergesQuery, suggestionsQuery, useMerging } from './merges.ts';
import { useCustomerName } from './use-customer-name.ts';

export function Duplicates({ customer }: { customer: Customer }) {
  const { data: suggestions } = useQuery(suggestionsQuery(customer.id));
  const { data: merges } = useQuery(mergesQuery(customer.id));
  return (
    <>
      {suggestions && suggestions.length > 0 && <Suggestions customer={customer} suggestions={suggestions} />}
      {merges && merges.length > 0 && <Merged customer={customer} merges={merges} />}
    </>
  );
}

function Suggestions(props: { customer: Customer; suggestions: readonly MergeSuggestion[] }) {
  const t = useText('customers');
  const may = useMay();
  const problemText = useProblemText();
  const customerName = useCustomerName();
  const { refuse } = useMerging(props.customer.id);
  const [compared, setCompared] = useState<Customer>();
  return (
    <section className={classes.section}>
      <Title order={3}>{t('duplicates')}</Title>
      <ul className={classes.list}>
        {props.suggestions.map(({ customer, strength, ...evidence }) => (
          <li key={customer.id} className={classes.duplicate}>
            <span className={classes.row}>
              <IconArrowMerge size={16} aria-hidden />
              <bdi className={classes.value}>{customerName(customer)}</bdi>
              <span className={strength === 'strong' ? classes.verified : classes.quiet}>
                {t(`strength.${strength}`)}
              </span>
            </span>
            <Evidence evidence={evidence} />
            {may('customers:write') && (
              <Group gap="xs">
                <Button size="compact-sm" variant="default" onClick={() => setCompared(customer)}>
                  {t('merge.compare')}
                </Button>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="gray"
                  onClick={() => void refuse(customer.id).catch((error) => failure(problemText(error)))}
                >
                  {t('merge.refuse')}
                </Button>
              </Group>
            )}
          </li>
        ))}
      </ul>
      {compared && (
        <MergeDialog customer={props.customer} other={compared} close={() => setCompared(undefined)} />
      )}
    </section>
  );
}

function Merged({ customer, merges }: { customer: Customer; merges: readonly MergeInForce[] }) {
  const t = useText('customers');
  const may = useMay();
  const customerName = useCustomerName();
  const { undo } = useMerging(customer.id);
  return (
    <section className={classes.section}>
      <Title order={3}>{t('merged')}</Title>
      <ul className={classes.list}>
        {merges.map((merge) => {
          const name = isolated(customerName({ id: merge.customerId, name: merge.name }));
          return (
            <li key={merge.customerId} className={classes.duplicate}>
              <span className={classes.row}>
                <IconArrowMerge size={16} aria-hidden />
                <bdi className={classes.value}>{name}</bdi>
                <Time value={merge.mergedAt} className={classes.quiet} />
              </span>
              <span className={classes.quiet}>{t(`evidence.${merge.evidence}`)}</span>
              {may('customers:write') && (
                <Group gap="xs">
                  <ConfirmButton
                    label={t('merge.undo')}
                    aria-label={t('merge.undoOf', { name })}
                    title={t('merge.undoTitle', { name })}
                    confirm={t('merge.undo')}
                    act={() => undo(merge.customerId)}
                  >
                    {t('merge.undoText')}
                  </ConfirmButton>
                </Group>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
