/** Choosing a macro: found by a few letters of its name or text, the most used first. */
import { Menu, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Macro } from '../../../contract/macros.ts';
import { useText } from '../../lib/i18n.tsx';
import { macrosQuery } from '../../lib/macros.ts';
import { useFocusHere } from '../../ui/use-focus-here.ts';
import classes from './macros.module.css';
import { matching } from './matching.ts';

export function MacroPicker(props: {
  opened: boolean;
  change: (opened: boolean) => void;
  choose: (macro: Macro) => void;
  /** What is typed may be no search, but a command for whoever offers macros: true when it was taken. */
  take?: ((text: string) => boolean) | undefined;
  children: ReactNode;
}) {
  return (
    <Menu
      opened={props.opened}
      onChange={props.change}
      position="top-start"
      width={320}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>{props.children}</Menu.Target>
      <Menu.Dropdown>
        {props.opened && (
          <Choices choose={props.choose} taken={props.take} close={() => props.change(false)} />
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Choices(props: {
  choose: (macro: Macro) => void;
  taken: ((text: string) => boolean) | undefined;
  close: () => void;
}) {
  const { choose, close } = props;
  const t = useText('macros');
  const { data } = useQuery(macrosQuery);
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useFocusHere(field);
  const found = matching(data ?? [], text);
  const take = (macro: Macro) => {
    close();
    choose(macro);
  };
  // Enter waits for the macros: whoever types fast gets the one that they mean.
  const [isWaiting, setWaiting] = useState(false);
  const takeFirst = useEffectEvent(() => found[0] && take(found[0]));
  useEffect(() => {
    if (!isWaiting || !data) return;
    setWaiting(false);
    takeFirst();
  }, [isWaiting, data]);
  return (
    <>
      <TextInput
        ref={field}
        size="xs"
        className={classes.find ?? ''}
        aria-label={t('find')}
        placeholder={t('find')}
        value={text}
        onChange={({ currentTarget: { value } }) => (props.taken?.(value) ? close() : setText(value))}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          setWaiting(true);
        }}
      />
      <div className={classes.choices}>
        {found.map((macro) => (
          <Menu.Item key={macro.id} onClick={() => take(macro)}>
            <bdi className={classes.choice}>{macro.name}</bdi>
            <Text size="xs" c="dimmed" truncate="end" dir="auto">
              {macro.text}
            </Text>
          </Menu.Item>
        ))}
        {data && found.length === 0 && (
          <Menu.Item component={Link} to="/settings/macros">
            {data.length === 0 ? t('makeFirst') : t('noneFound')}
          </Menu.Item>
        )}
      </div>
    </>
  );
}
