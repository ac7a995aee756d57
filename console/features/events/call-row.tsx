/** One call: what it was, whose, what was odd, and on demand all that was sent. */
import { Badge, Code } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconRepeat } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { CollectedCall } from '../../../contract/collect.ts';
import { useText } from '../../lib/i18n.tsx';
import { OriginName } from '../../ui/origin-name.tsx';
import { Time } from '../../ui/time.tsx';
import classes from './events.module.css';
import { pretty } from './pretty.ts';

const icons = { kept: IconCircleCheck, repeated: IconRepeat, 'set-aside': IconAlertTriangle };

export function CallRow({ item }: { item: CollectedCall }) {
  const t = useText('events');
  const isOdd = item.outcome === 'set-aside' || item.warnings.length > 0;
  const Icon = isOdd ? IconAlertTriangle : icons[item.outcome];
  const who = item.userId ?? item.anonymousId;
  const type = `type.${item.type}`;
  return (
    <li className={classes.call} data-odd={isOdd} data-outcome={item.outcome}>
      <Icon size={18} className={classes.icon} aria-hidden />
      <div className={classes.told}>
        <div className={classes.line}>
          <span className={classes.name}>
            <span className={classes.type}>{t.has(type) ? t(type) : (item.type ?? t('type.none'))}</span>
            {item.name !== null && <bdi>{item.name}</bdi>}
          </span>
          <Time value={item.receivedAt} className={classes.quiet} />
        </div>
        <div className={classes.meta}>
          {item.outcome !== 'kept' && (
            <Badge size="sm" variant="default">
              {t(`outcome.${item.outcome}`)}
            </Badge>
          )}
          {who !== null && <Who item={item} who={who} />}
          {item.property !== null && <OriginName origin={{ property: item.property, key: item.keyName }} />}
          {item.outcome !== 'set-aside' && <span>{item.verified ? t('verified') : t('unverified')}</span>}
        </div>
        {item.warnings.map(({ code, detail }) => (
          <Warning key={code + detail} code={code} detail={detail} />
        ))}
        <details className={classes.raw}>
          <summary>{t('raw')}</summary>
          <Code block>{pretty(item.raw)}</Code>
        </details>
      </div>
    </li>
  );
}

/** The id that was sent, leading to its customer. */
function Who({ item, who }: { item: CollectedCall; who: string }) {
  if (item.customerId === null) return <bdi className={classes.id}>{who}</bdi>;
  return (
    <Link className={classes.id} to="/customers/{-$customerId}" params={{ customerId: item.customerId }}>
      <bdi>{who}</bdi>
    </Link>
  );
}

/** In words of this language where there are some; the detail as the server says it. */
function Warning({ code, detail }: { code: string; detail: string }) {
  const t = useText('events');
  const key = `warning.${code}`;
  return (
    <p className={classes.warning}>
      {t.has(key) ? t(key) : code}
      {detail !== '' && <bdi className={classes.quiet}>{detail}</bdi>}
    </p>
  );
}
