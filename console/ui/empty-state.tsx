/** An empty screen is a beginning: a faint picture, what will be here, and the one button that starts it. */
import { Text, Title } from '@mantine/core';
import type { ComponentType, ReactNode } from 'react';
import classes from './empty-state.module.css';

type Icon = ComponentType<{ size?: number | string; stroke?: number | string }>;

/** `order` is the heading's level on its screen. */
export function EmptyState(props: {
  icon: Icon;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
  order?: 1 | 2 | 3;
}) {
  return (
    <div className={classes.empty}>
      <Picture icon={props.icon} />
      <Title order={props.order ?? 2} size="h2">
        {props.title}
      </Title>
      {props.text && (
        <Text c="dimmed" maw="26rem">
          {props.text}
        </Text>
      )}
      {props.action}
    </div>
  );
}

/** Cards to come, drawn faintly, with the icon of what they will be. */
function Picture({ icon: Icon }: { icon: Icon }) {
  return (
    <div className={classes.picture} aria-hidden>
      {[0, 1, 2].map((card) => (
        <div key={card} className={classes.card}>
          <span className={classes.dot}>{card === 0 && <Icon size={16} stroke={1.5} />}</span>
          <span className={classes.lines}>
            <span />
            <span />
          </span>
        </div>
      ))}
    </div>
  );
}
