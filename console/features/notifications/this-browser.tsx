/** Whether this browser may say what there is. It is asked by a click alone. */
import { Button, Group, Switch, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { endPush } from '../../lib/push-subscription.ts';
import { failure, notice } from '../../ui/notices.tsx';
import { isPushedTo, turnOn } from './push.ts';
import type { Parts } from './use-settings.ts';

type Standing = 'impossible' | 'denied' | 'off' | 'open-only' | 'pushed';

async function standing(): Promise<Standing> {
  if (!('Notification' in globalThis)) return 'impossible';
  if (Notification.permission === 'denied') return 'denied';
  if (Notification.permission !== 'granted') return 'off';
  return (await isPushedTo()) ? 'pushed' : 'open-only';
}

export function ThisBrowser({ settings, change, pushKey }: Parts & { pushKey: string }) {
  const t = useText('notifications');
  const problemText = useProblemText();
  const cache = useQueryClient();
  const queryKey = ['this-browser'];
  const { data: now } = useQuery({ queryKey, queryFn: standing, staleTime: 0 });
  const act = (work: () => Promise<unknown>) => () =>
    void work()
      .catch((error: unknown) => failure(problemText(error)))
      .finally(() => void cache.invalidateQueries({ queryKey }));
  const test = async () => {
    await call(endpoints.sendTestNotification);
    notice(t('testSent'));
  };
  return (
    <>
      {now && (
        <Text size="sm" role="status">
          {t(`browser.${now}`)}
        </Text>
      )}
      <Group gap="xs">
        {(now === 'off' || now === 'open-only') && (
          <Button onClick={act(() => turnOn(pushKey))}>{t(now === 'off' ? 'turnOn' : 'tryPush')}</Button>
        )}
        {now === 'pushed' && (
          <Button variant="default" onClick={act(endPush)}>
            {t('turnOff')}
          </Button>
        )}
        <Button variant="default" onClick={act(test)}>
          {t('test')}
        </Button>
      </Group>
      <Switch
        label={t('hideText')}
        description={t('hideTextHint')}
        checked={settings.hideText}
        onChange={(event) => change({ hideText: event.currentTarget.checked })}
      />
      <Switch
        label={t('sound')}
        description={t('soundHint')}
        checked={settings.sound}
        onChange={(event) => change({ sound: event.currentTarget.checked })}
      />
    </>
  );
}
