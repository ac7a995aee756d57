/** Choosing for whom a task is: found while typing. */
import { Select } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../lib/i18n.tsx';
import { addressOf } from '../../lib/marked.ts';
import { usePeople } from '../../lib/people.ts';

export type Chosen = { id: string; name: string | null };

export function ChooseCustomer(props: {
  chosen: Chosen | undefined;
  choose: (customer: Chosen | undefined) => void;
  error: string | undefined;
}) {
  const { chosen, choose } = props;
  const t = useText('tasks');
  const app = useText('app');
  const [search, setSearch] = useState('');
  const { people } = usePeople(search.trim());
  const found = people.map((person) => ({
    value: person.id,
    label: person.name ?? addressOf(person, search) ?? app('searchNameless'),
  }));
  const isThere = chosen === undefined || found.some(({ value }) => value === chosen.id);
  const labelled = chosen && { value: chosen.id, label: chosen.name ?? app('searchNameless') };
  return (
    <Select
      label={t('customer')}
      placeholder={t('customerHint')}
      error={props.error}
      searchable
      clearable
      // The server has found them; what is typed need not stand in the name.
      filter={({ options }) => options}
      nothingFoundMessage={search.trim() === '' ? undefined : t('customerNobody')}
      data={isThere || !labelled ? found : [labelled, ...found]}
      value={chosen?.id ?? null}
      onSearchChange={setSearch}
      onChange={(id) => {
        const person = people.find((one) => one.id === id);
        choose(id === null ? undefined : (person ?? chosen));
      }}
    />
  );
}
