/** Taking an entry of the timeline as evidence of what the customer needs. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconPlus, IconTarget } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Customer } from '../../../../contract/customers.ts';
import { endpoints } from '../../../../contract/endpoints.ts';
import { call } from '../../../lib/api.ts';
import { useText } from '../../../lib/i18n.tsx';
import { useMay } from '../../../lib/session.ts';
import { notice } from '../../../ui/notices.tsx';
import classes from './care.module.css';
import { NeedDialog } from './need-dialog.tsx';
import { type Need, needsQuery } from './queries.ts';
import { useCare } from './use-care.ts';

/** A button beside an entry: for a need that was written down, or for a new one. */
export function UseAsEvidence({ entryId, customer }: { entryId: string; customer: Pick<Customer, 'id'> }) {
  const t = useText('care');
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const [isNew, setNew] = useState(false);
  if (!may('customers:write')) return null;
  return (
    <>
      <Menu opened={isOpen} onChange={setOpen} position="bottom-end" width={260}>
        <Menu.Target>
          <ActionIcon
            className={classes.use}
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('evidence.use')}
            title={t('evidence.use')}
          >
            <IconTarget size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isOpen && <NeedItems entryId={entryId} customer={customer} add={() => setNew(true)} />}
        </Menu.Dropdown>
      </Menu>
      {isNew && <NeedDialog customer={customer} evidence={[entryId]} close={() => setNew(false)} />}
    </>
  );
}

/** The items of a menu: the needs that are there, and a new one. */
export function NeedItems(props: { entryId: string; customer: Pick<Customer, 'id'>; add: () => void }) {
  const t = useText('care');
  return (
    <>
      <Menu.Label>{t('evidence.use')}</Menu.Label>
      <Known entryId={props.entryId} customer={props.customer} />
      <Menu.Item leftSection={<IconPlus size={16} />} onClick={props.add}>
        {t('need.new')}
      </Menu.Item>
    </>
  );
}

/** The needs that are there, those in the front that are open. */
function Known({ entryId, customer }: { entryId: string; customer: Pick<Customer, 'id'> }) {
  const t = useText('care');
  const { data: needs = [] } = useQuery(needsQuery(customer.id));
  const act = useCare('needs');
  const add = async ({ id, evidence }: Need) => {
    const ids = [...evidence.map((entry) => entry.id), entryId];
    const input = { params: { id }, body: { evidence: ids } };
    if (await act(() => call(endpoints.changeNeed, input))) notice(t('evidence.added'));
  };
  return needs.map((need) => (
    <Menu.Item
      key={need.id}
      disabled={need.evidence.some(({ id }) => id === entryId)}
      onClick={() => void add(need)}
    >
      <bdi>{need.text}</bdi>
    </Menu.Item>
  ));
}
