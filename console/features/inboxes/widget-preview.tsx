/** The chat as a visitor will see it, drawn from what the form says right now. The real one is a click away. */
import type { CSSProperties } from 'react';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { initials } from '../../ui/initials.ts';
import classes from './inboxes.module.css';
import { readableOn } from './readable-on.ts';

export function WidgetPreview(props: { color: string; greeting: string; side: 'left' | 'right' }) {
  const t = useText('inboxes');
  const { workspace } = useMe();
  return (
    <figure className={classes.preview}>
      <figcaption>{t('preview')}</figcaption>
      <div className={classes.site} data-side={props.side} style={brand(props.color)} aria-hidden>
        <div className={classes.bar}>
          <i />
          <i />
          <i />
        </div>
        <div className={classes.panel}>
          <header>
            <span>{initials(workspace.name).slice(0, 1)}</span>
            {workspace.name}
          </header>
          <div className={classes.log}>
            <p className={classes.team}>{props.greeting.trim() || t('preview.greeting')}</p>
            <p className={classes.visitor}>{t('preview.visitor')}</p>
          </div>
          <div className={classes.composer}>{t('preview.composer')}</div>
        </div>
        <div className={classes.launcher}>
          <svg viewBox="0 0 26 26" width="20" height="20" fill="currentColor" aria-hidden="true">
            <path d="M3 2h20q3 0 3 3v12q0 3-3 3H11l-6 6v-6H3q-3 0-3-3V5q0-3 3-3z" />
          </svg>
        </div>
      </div>
    </figure>
  );
}

function brand(color: string): CSSProperties {
  return { '--brand': color, '--on-brand': readableOn(color) } as CSSProperties;
}
