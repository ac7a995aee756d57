/** The palette (⌘K): go anywhere, do anything that can be done here, find a person. */
import { Combobox, Modal, TextInput, useCombobox } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useState } from 'react';
import type { Customer } from '../../contract/customers.ts';
import { type Command, useAllCommands } from '../lib/commands.ts';
import { useText } from '../lib/i18n.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Keys } from './key-sheet.tsx';
import classes from './palette.module.css';
import { matching } from './palette-match.ts';
import { usePeople } from './use-people.ts';

export function Palette({ close }: { close: () => void }) {
  const t = useText('app');
  const [query, setQuery] = useState('');
  const commands = matching(useAllCommands(), useDeferredValue(query));
  const people = usePeople(query.trim());
  const { choose, combobox } = useChoice({ commands, people, close });
  const isEmpty = commands.length === 0 && people.length === 0;
  return (
    <Modal.Root opened onClose={close} size="lg" yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content aria-label={t('openPalette')} className={classes.palette}>
        <Combobox store={combobox} onOptionSubmit={choose}>
          <Combobox.EventsTarget>
            <TextInput
              size="lg"
              variant="unstyled"
              classNames={{ root: classes.search }}
              leftSection={<IconSearch size={20} />}
              placeholder={t('searchHint')}
              aria-label={t('searchHint')}
              value={query}
              onChange={(event) => setQuery(event.currentTarget.value)}
              role="combobox"
              data-autofocus
            />
          </Combobox.EventsTarget>
          <Combobox.Options className={classes.results} aria-label={t('openPalette')}>
            {people.length > 0 && (
              <Combobox.Group label={t('searchPeople')}>
                {people.map((person) => (
                  <Person key={person.id} person={person} />
                ))}
              </Combobox.Group>
            )}
            {(['list', 'conversation', 'customer', 'go', 'act', 'help'] as const).map((group) => (
              <CommandGroup
                key={group}
                label={t(`group.${group}`)}
                commands={commands.filter((command) => command.group === group)}
              />
            ))}
            {isEmpty && <Combobox.Empty>{t('searchNothing', { query })}</Combobox.Empty>}
          </Combobox.Options>
        </Combobox>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Acts on the chosen result; the first one is chosen beforehand, so that Enter is enough. */
function useChoice(props: { commands: Command[]; people: Customer[]; close: () => void }) {
  const combobox = useCombobox({ opened: true });
  const navigate = useNavigate();
  const face = [...props.people, ...props.commands].map(({ id }) => id).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `face` stands for the results.
  useEffect(() => {
    combobox.selectFirstOption();
  }, [face]);
  const choose = (value: string) => {
    props.close();
    const command = props.commands.find(({ id }) => id === value);
    if (command) command.run();
    else void navigate({ to: '/customers/{-$customerId}', params: { customerId: value } });
  };
  return { combobox, choose };
}

function CommandGroup({ label, commands }: { label: string; commands: Command[] }) {
  if (commands.length === 0) return null;
  return (
    <Combobox.Group label={label}>
      {commands.map(({ id, label: words, keys, icon: Icon }) => (
        <Combobox.Option key={id} value={id} className={classes.result}>
          <span className={classes.icon}>{Icon && <Icon size={18} />}</span>
          <span className={classes.label}>{words}</span>
          {keys && <Keys keys={keys} />}
        </Combobox.Option>
      ))}
    </Combobox.Group>
  );
}

function Person({ person }: { person: Customer }) {
  const t = useText('app');
  const address = person.identities.find(({ kind }) => kind !== 'visitor')?.value;
  return (
    <Combobox.Option value={person.id} className={classes.result}>
      <Avatar id={person.id} name={person.name} size="small" />
      <span className={classes.label}>{person.name ?? address ?? t('searchNameless')}</span>
      {person.name !== null && address && <span className={classes.address}>{address}</span>}
    </Combobox.Option>
  );
}
