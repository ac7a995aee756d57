/** A page of the settings: its title, what it is about, and sections. */
import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTitle } from '../lib/title.ts';
import classes from './settings-page.module.css';

export function SettingsPage(props: {
  title: string;
  text?: ReactNode;
  action?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) {
  useTitle(props.title);
  return (
    <div className={classes.page} data-wide={props.wide}>
      <header>
        <div>
          <Title order={1}>{props.title}</Title>
          {props.text && <Text c="dimmed">{props.text}</Text>}
        </div>
        {props.action}
      </header>
      {props.children}
    </div>
  );
}

/** One matter of a page. */
export function Section(props: { title: string; text?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <div>
        <Title order={2}>{props.title}</Title>
        {props.text && (
          <Text size="sm" c="dimmed">
            {props.text}
          </Text>
        )}
      </div>
      {props.children}
    </section>
  );
}
