/** Asking for the moment at which something comes back. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { instantOf } from '../../../contract/times.ts';
import { useText } from '../../lib/i18n.tsx';
import { useTimeZone } from '../../lib/zone.ts';

export function OwnTime({ snooze, close }: { snooze: (until: string) => void; close: () => void }) {
  const t = useText('conversations');
  const app = useText('app');
  const timeZone = useTimeZone();
  const [value, setValue] = useState('');
  const [date, time] = value.split('T');
  return (
    <Modal
      opened
      onClose={close}
      title={t('snoozeOwn')}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!date || !time) return;
          snooze(instantOf(date, time.slice(0, 5), timeZone).toISOString());
          close();
        }}
      >
        <Stack gap="sm">
          <TextInput
            type="datetime-local"
            label={t('snoozeAt')}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
            data-autofocus
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {app('cancel')}
            </Button>
            <Button type="submit" disabled={!date || !time}>
              {t('snoozeNow')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
