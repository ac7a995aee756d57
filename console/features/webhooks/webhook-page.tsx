/** One webhook: where to send to, what it makes, and what arrived. */
import { Badge, Group, Text } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useText } from '../../lib/i18n.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SettingsPage } from '../../ui/settings-page.tsx';
import { RowSkeletons } from '../../ui/skeletons.tsx';
import { AddressSection } from './address-section.tsx';
import { Deliveries } from './deliveries.tsx';
import { MappingSection } from './mapping-section.tsx';
import { webhookQuery } from './queries.ts';
import classes from './webhooks.module.css';

export function WebhookPage({ id }: { id: string }) {
  const t = useText('webhooks');
  const { data: webhook, error, refetch } = useQuery(webhookQuery(id));
  return (
    <SettingsPage
      title={webhook?.name ?? t('title')}
      wide
      text={webhook && <Text component="span">{t(webhook.isLive ? 'liveText' : 'notLiveText')}</Text>}
      action={
        webhook && (
          <Badge variant={webhook.isLive ? 'light' : 'default'}>
            {t(webhook.isLive ? 'live' : 'notLive')}
          </Badge>
        )
      }
    >
      <Group>
        <Link
          to="/settings/webhooks/{-$webhookId}"
          params={{ webhookId: undefined }}
          className={classes.back}
        >
          <IconChevronLeft size={16} />
          {t('back')}
        </Link>
      </Group>
      {error && !webhook && <ErrorState error={error} retry={() => void refetch()} />}
      {!webhook && !error && <RowSkeletons rows={5} />}
      {webhook && (
        <>
          <AddressSection webhook={webhook} />
          <MappingSection key={webhook.id} webhook={webhook} />
          <Deliveries webhook={webhook} />
        </>
      )}
    </SettingsPage>
  );
}
