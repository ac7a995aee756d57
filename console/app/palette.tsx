/** The palette (⌘K): go anywhere, do anything that can be done here, find a person. */
import { Input, Modal } from '@mantine/core';
import { IconBuilding, IconMessageSearch, IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useDeferredValue, useLayoutEffect, useState } from 'react';
import type { Company } from '../../contract/companies.ts';
import type { Customer } from '../../contract/customers.ts';
import { useAllCommands } from '../lib/commands.ts';
import { useCompanies } from '../lib/companies.ts';
import { useText } from '../lib/i18n.tsx';
import { addressOf } from '../lib/marked.ts';
import { usePeople } from '../lib/people.ts';
import { useMay } from '../lib/session.ts';
import { Avatar } from '../ui/avatar.tsx';
import { MarkedText } from '../ui/marked-text.tsx';
import { Keys } from './key-sheet.tsx';
import classes from './palette.module.css';
import { moved, resultsOf } from './palette-match.ts';

const listId = 'palette-results';
const optionId = (index: number) => `palette-result-${index}`;

type Result = { id: string; face: ReactNode; act: () => void };

export function Palette({ close }: { close: () => void }) {
  const t = useText('app');
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  useFocusBack();
  const { groups, isSearching, error } = useResults(query);
  const results = groups.flatMap((group) => group.results);
  const choose = (result: Result | undefined) => {
    if (!result) return;
    close();
    result.act();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const next = moved(event.key, active, results.length);
    if (next === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (next === undefined) return choose(results[active]);
    setActive(next);
    document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <Modal.Root opened onClose={close} size="lg" yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content aria-label={t('openPalette')} className={classes.palette}>
        <Input
          size="lg"
          variant="unstyled"
          classNames={{ wrapper: classes.search }}
          leftSection={<IconSearch size={20} />}
          placeholder={t('searchHint')}
          aria-label={t('searchHint')}
          role="combobox"
          aria-expanded={results.length > 0}
          aria-controls={listId}
          aria-activedescendant={results.length > 0 ? optionId(active) : undefined}
          autoComplete="off"
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          data-autofocus
        />
        <div className={classes.results} role="listbox" id={listId} aria-label={t('openPalette')}>
          {groups.map((group) => (
            <Group
              key={group.label}
              {...group}
              first={results.indexOf(group.results[0] as Result)}
              active={active}
              choose={choose}
            />
          ))}
        </div>
        {error && (
          <p className={classes.nothing} role="alert">
            {t('searchFailed')}
          </p>
        )}
        {results.length === 0 && !isSearching && !error && (
          <p className={classes.nothing} role="status">
            {t('searchNothing', { query })}
          </p>
        )}
      </Modal.Content>
    </Modal.Root>
  );
}

/** The focus goes back to where it was, unless the chosen command has put it elsewhere. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useLayoutEffect(
    () => () => {
      const isStillHere =
        document.activeElement?.closest('[role="dialog"]') || document.activeElement === document.body;
      if (isStillHere && before instanceof HTMLElement) before.focus();
    },
    [before],
  );
}

function Group(props: {
  label: string;
  results: Result[];
  /** The place of the first of them among all results. */
  first: number;
  active: number;
  choose: (result: Result) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of options is no fieldset.
    <div role="group" aria-label={props.label}>
      <div className={classes.heading} aria-hidden>
        {props.label}
      </div>
      {props.results.map((result, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys.
        // biome-ignore lint/a11y/useFocusableInteractive: as above.
        <div
          key={result.id}
          id={optionId(props.first + index)}
          role="option"
          aria-selected={props.first + index === props.active}
          className={classes.result}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => props.choose(result)}
        >
          {result.face}
        </div>
      ))}
    </div>
  );
}

/** What is found, under its headings: people first, then companies and commands. */
function useResults(query: string) {
  const t = useText('app');
  const navigate = useNavigate();
  const may = useMay();
  const search = query.trim();
  const { people, isSearching: isSearchingPeople, error } = usePeople(search);
  const { companies, isSearching: isSearchingCompanies } = useCompanies(search);
  const isSearching = isSearchingPeople || isSearchingCompanies;
  const commands = resultsOf(useAllCommands(), useDeferredValue(query));
  const found = people.map(
    (person): Result => ({
      id: person.id,
      act: () => void navigate({ to: '/customers/{-$customerId}', params: { customerId: person.id } }),
      face: <PersonFace person={person} search={search} />,
    }),
  );
  const belonging = companies.map(
    (company): Result => ({
      id: company.id,
      act: () => void navigate({ to: '/companies/{-$companyId}', params: { companyId: company.id } }),
      face: <CompanyFace company={company} search={search} />,
    }),
  );
  const messagesFor = (q: string): Result => ({
    id: 'messages',
    act: () => void navigate({ to: '/search', search: { q } }),
    face: (
      <>
        <span className={classes.icon}>
          <IconMessageSearch size={18} />
        </span>
        <span className={classes.label} dir="auto">
          {t('searchMessagesFor', { query: q })}
        </span>
      </>
    ),
  });
  const groups: { label: string; results: Result[] }[] = [
    ...(found.length > 0 ? [{ label: t('searchPeople'), results: found }] : []),
    ...(belonging.length > 0 ? [{ label: t('companies'), results: belonging }] : []),
    ...commands.map(({ group, commands: inGroup }) => ({
      label: t(`group.${group}`),
      results: inGroup.map(
        ({ id, label, keys, icon: Icon, run }): Result => ({
          id,
          act: run,
          face: (
            <>
              <span className={classes.icon}>{Icon && <Icon size={18} />}</span>
              <span className={classes.label}>{label}</span>
              {keys && <Keys keys={keys} />}
            </>
          ),
        }),
      ),
    })),
    ...(search !== '' && may('conversations:read')
      ? [{ label: t('searchMessages'), results: [messagesFor(search)] }]
      : []),
  ];
  return { groups, isSearching, error };
}

function PersonFace({ person, search }: { person: Customer; search: string }) {
  const t = useText('app');
  const address = addressOf(person, search);
  return (
    <>
      <Avatar id={person.id} name={person.name} size="small" />
      <span className={classes.label} dir="auto">
        <MarkedText text={person.name ?? address ?? t('searchNameless')} search={search} />
      </span>
      {person.name !== null && address !== undefined && (
        <bdi className={classes.address}>
          <MarkedText text={address} search={search} />
        </bdi>
      )}
    </>
  );
}

function CompanyFace({ company, search }: { company: Company; search: string }) {
  const t = useText('app');
  const { name, externalId, domains } = company;
  return (
    <>
      <span className={classes.icon}>
        <IconBuilding size={18} />
      </span>
      <span className={classes.label} dir="auto">
        <MarkedText text={name ?? externalId ?? t('searchNamelessCompany')} search={search} />
      </span>
      {domains[0] !== undefined && (
        <bdi className={classes.address}>
          <MarkedText text={domains[0]} search={search} />
        </bdi>
      )}
    </>
  );
}
