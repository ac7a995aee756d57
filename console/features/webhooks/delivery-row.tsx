/** One delivery: what became of it, why, and on demand all that was sent. */
import { Badge, Button, Code } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconClock, IconMinus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Delivery, Webhook } from '../../../contract/webhooks.ts';
import { useText } from '../../lib/i18n.tsx';
import { Time } from '../../ui/time.tsx';
import { pretty } from './pretty.ts';
import { Refused } from './preview-shown.tsx';
import { bodyQuery } from './queries.ts';
import classes from './webhooks.module.css';

const icons = { done: IconCircleCheck, failed: IconAlertTriangle, waiting: IconClock, ignored: IconMinus };

export function DeliveryRow(props: { webhook: Webhook; item: Delivery; replay: () => void }) {
  const { item, webhook } = props;
  const t = useText('webhooks');
  const [isOpen, setOpen] = useState(false);
  const Icon = icons[item.outcome];
  return (
    <li className={classes.delivery} data-outcome={item.outcome}>
      <Icon size={18} className={classes.icon} aria-hidden />
      <div className={classes.told}>
        <div className={classes.line}>
          <span className={classes.meta}>
            <Badge size="sm" variant="default">
              {t(`outcome.${item.outcome}`)}
            </Badge>
            {item.counts.read > 0 && <span>{t('counted', item.counts)}</span>}
            {item.repeats > 0 && <span>{t('repeats', { count: item.repeats })}</span>}
          </span>
          <Time value={item.receivedAt} className={classes.quiet} />
        </div>
        {item.differed && <p className={classes.warning}>{t('differed')}</p>}
        <Refused refused={item.refused} />
        <div className={classes.line}>
          {item.hasBody ? (
            <details className={classes.raw} onToggle={(event) => setOpen(event.currentTarget.open)}>
              <summary>{t('body')}</summary>
              {isOpen && <Body webhookId={webhook.id} deliveryId={item.id} />}
            </details>
          ) : (
            <span className={classes.quiet}>{t('bodyGone')}</span>
          )}
          {item.hasBody && webhook.isLive && (
            <Button size="compact-xs" variant="subtle" onClick={props.replay}>
              {t('replay')}
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}

function Body(props: { webhookId: string; deliveryId: string }) {
  const { data } = useQuery(bodyQuery(props.webhookId, props.deliveryId));
  return data?.body ? <Code block>{pretty(data.body)}</Code> : null;
}
