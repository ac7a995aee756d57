/** Webhooks: the list of them, or the one in the address. */
import { Badge, Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconWebhook } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Webhook } from '../../../contract/webhooks.ts';
import { useText } from '../../lib/i18n.tsx';
import { SettingsList } from '../../ui/settings-list.tsx';
import { Time } from '../../ui/time.tsx';
import { NewWebhookDialog } from './new-webhook-dialog.tsx';
import { webhooksQuery } from './queries.ts';
import { WebhookPage } from './webhook-page.tsx';
import classes from './webhooks.module.css';

export function WebhooksScreen({ webhookId }: { webhookId?: string }) {
  return webhookId === undefined ? <WebhookList /> : <WebhookPage key={webhookId} id={webhookId} />;
}

function WebhookList() {
  const t = useText('webhooks');
  const [isMaking, making] = useDisclosure(false);
  return (
    <>
      <SettingsList
        title={t('title')}
        text={t('text')}
        query={useQuery(webhooksQuery)}
        empty={{ icon: IconWebhook, title: t('empty.title'), text: t('empty.text') }}
        make={<Button onClick={making.open}>{t('new')}</Button>}
      >
        {(all) => (
          <ul className={classes.list}>
            {all.map((webhook) => (
              <Row key={webhook.id} webhook={webhook} />
            ))}
          </ul>
        )}
      </SettingsList>
      <NewWebhookDialog opened={isMaking} close={making.close} />
    </>
  );
}

function Row({ webhook }: { webhook: Webhook }) {
  const t = useText('webhooks');
  return (
    <li>
      <div>
        <Text fw={500} component="h2" size="sm">
          <Link
            to="/settings/webhooks/{-$webhookId}"
            params={{ webhookId: webhook.id }}
            className={classes.name}
          >
            <bdi>{webhook.name}</bdi>
          </Link>
        </Text>
        <Text size="xs" c="dimmed" component="p">
          {webhook.lastAt === null
            ? t('nothingYet')
            : t.rich('lastAt', { when: <Time key="when" value={webhook.lastAt} /> })}
        </Text>
        {webhook.failed > 0 && (
          <Text size="xs" c="var(--danger)" component="p">
            {t('failedCount', { count: webhook.failed })}
          </Text>
        )}
      </div>
      <Badge variant={webhook.isLive ? 'light' : 'default'}>{t(webhook.isLive ? 'live' : 'notLive')}</Badge>
    </li>
  );
}
