/** A menu for each filter, for who does not type them: what is chosen is written into the search. */
import { Button, Menu, ScrollArea, TextInput } from '@mantine/core';
import { IconChevronDown, IconPaperclip } from '@tabler/icons-react';
import { useText } from '../../lib/i18n.tsx';
import { type OperatorName, operatorNames, type Vocabulary, withFilter } from './operators.ts';
import classes from './search.module.css';

type Props = { typed: string; change: (next: string) => void; vocabulary: Vocabulary };

export function FilterMenus({ typed, change, vocabulary }: Props) {
  const t = useText('search');
  const add = (name: OperatorName, value: string) =>
    change(withFilter(typed, vocabulary.operators[name][0] ?? name, value));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons is no fieldset.
    <div className={classes.menus} role="group" aria-label={t('filters')}>
      {operatorNames.map((name) => {
        if (name === 'has') {
          const [file] = vocabulary.choices.has;
          return (
            <Button
              key={name}
              size="compact-sm"
              variant="default"
              leftSection={<IconPaperclip size={14} />}
              onClick={() => add(name, file?.names[0] ?? 'file')}
            >
              {t('hasFile')}
            </Button>
          );
        }
        if (name === 'after' || name === 'before') return <DayMenu key={name} name={name} add={add} />;
        const names = vocabulary.choices[name].map((choice) => choice.names[0] ?? choice.id);
        return names.length === 0 || (name === 'inbox' && names.length === 1) ? null : (
          <ChoiceMenu key={name} name={name} names={names} add={add} />
        );
      })}
    </div>
  );
}

type Add = (name: OperatorName, value: string) => void;

function Target({ name }: { name: OperatorName }) {
  const t = useText('search');
  return (
    <Menu.Target>
      <Button size="compact-sm" variant="default" rightSection={<IconChevronDown size={14} />}>
        {t(`filter.${name}`)}
      </Button>
    </Menu.Target>
  );
}

function ChoiceMenu({ name, names, add }: { name: OperatorName; names: readonly string[]; add: Add }) {
  return (
    <Menu position="bottom-start">
      <Target name={name} />
      <Menu.Dropdown>
        <ScrollArea.Autosize mah={320}>
          {names.map((one) => (
            <Menu.Item key={one} onClick={() => add(name, one)}>
              <bdi>{one}</bdi>
            </Menu.Item>
          ))}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  );
}

function DayMenu({ name, add }: { name: 'after' | 'before'; add: Add }) {
  const t = useText('search');
  return (
    <Menu position="bottom-start" closeOnItemClick={false} trapFocus>
      <Target name={name} />
      <Menu.Dropdown>
        <TextInput
          type="date"
          p="xs"
          label={t(`day.${name}`)}
          onChange={(event) => {
            // A year that is still being typed is no year yet.
            if (/^[1-9]\d{3}-/.test(event.currentTarget.value)) add(name, event.currentTarget.value);
          }}
        />
      </Menu.Dropdown>
    </Menu>
  );
}
