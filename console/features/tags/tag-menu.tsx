/** Putting tags on a conversation: found by a few letters, made where there is none yet. */
import { Menu, TextInput } from '@mantine/core';
import { IconCheck, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import type { Tag } from '../../../contract/conversation-entries.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { tagNameLengthMax } from '../../../contract/tags.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { tagsQuery } from '../../lib/team.ts';
import { failure } from '../../ui/notices.tsx';
import { useFocusHere } from '../../ui/use-focus-here.ts';
import { TagChip } from './tag-chip.tsx';
import classes from './tags.module.css';

type Props = {
  opened: boolean;
  change: (opened: boolean) => void;
  /** The tags that are on it. */
  ids: readonly string[];
  toggle: (tagId: string, isOn: boolean) => void;
  children: ReactNode;
};

export function TagMenu({ opened, change, ids, toggle, children }: Props) {
  return (
    <Menu
      opened={opened}
      onChange={change}
      position="bottom-start"
      width={260}
      closeOnItemClick={false}
      returnFocus
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>{opened && <Choices ids={ids} toggle={toggle} />}</Menu.Dropdown>
    </Menu>
  );
}

function Choices({ ids, toggle }: Pick<Props, 'ids' | 'toggle'>) {
  const t = useText('tags');
  const { data } = useQuery(tagsQuery);
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useFocusHere(field);
  const make = useMaking((id) => toggle(id, true));
  const wanted = text.trim().toLowerCase();
  const offered = (data ?? []).filter(
    ({ id, name, archived }) => (!archived || ids.includes(id)) && name.toLowerCase().includes(wanted),
  );
  const isNew = wanted !== '' && data?.every(({ name }) => name.toLowerCase() !== wanted);
  const first = offered[0];
  return (
    <>
      <TextInput
        ref={field}
        className={classes.find ?? ''}
        size="xs"
        aria-label={t('find')}
        placeholder={t('find')}
        value={text}
        maxLength={tagNameLengthMax}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          if (first) toggle(first.id, !ids.includes(first.id));
          else if (isNew) void make(text.trim());
          setText('');
        }}
      />
      <div className={classes.menu}>
        {offered.map((tag) => (
          <Choice key={tag.id} tag={tag} isOn={ids.includes(tag.id)} toggle={toggle} />
        ))}
        {isNew && (
          <Menu.Item
            leftSection={<IconPlus size={16} />}
            onClick={() => {
              void make(text.trim());
              setText('');
            }}
          >
            {t('make', { name: text.trim() })}
          </Menu.Item>
        )}
        {offered.length === 0 && !isNew && <Menu.Label>{t('none')}</Menu.Label>}
      </div>
    </>
  );
}

function Choice({ tag, isOn, toggle }: { tag: Tag; isOn: boolean; toggle: Props['toggle'] }) {
  return (
    <Menu.Item
      role="menuitemcheckbox"
      aria-checked={isOn}
      rightSection={isOn && <IconCheck size={16} aria-hidden />}
      onClick={() => toggle(tag.id, !isOn)}
    >
      <TagChip tag={tag} />
    </Menu.Item>
  );
}

/** Makes a tag, and goes on with its id. */
function useMaking(made: (id: string) => void): (name: string) => Promise<void> {
  const cache = useQueryClient();
  const problemText = useProblemText();
  return async (name) => {
    try {
      const { id } = await call(endpoints.createTag, { body: { name } });
      await cache.invalidateQueries({ queryKey: tagsQuery.queryKey });
      made(id);
    } catch (error) {
      failure(problemText(error));
    }
  };
}
