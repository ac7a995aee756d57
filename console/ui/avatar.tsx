/** A round picture of somebody: initials on a quiet tint. Decoration beside a name, so screen readers skip it. */
import classes from './avatar.module.css';
import { initials, tint } from './initials.ts';

/** `id` decides the tint, so somebody keeps it when the name changes. Sizes: 24, 32 and 48 pixels. */
export function Avatar(props: { id: string; name: string | null; size?: 'small' | 'medium' | 'large' }) {
  return (
    <span
      className={classes.avatar}
      data-letters={initials(props.name ?? '')}
      data-size={props.size ?? 'medium'}
      data-tint={tint(props.id)}
      aria-hidden
    />
  );
}
