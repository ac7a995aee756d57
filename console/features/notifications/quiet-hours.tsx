/** When no browser says anything, on the member's own clock. */
import { Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../lib/i18n.tsx';
import classes from './notifications.module.css';
import type { Parts } from './use-settings.ts';

const usual = { from: '20:00', to: '08:00' };

export function QuietHours({ settings: { quiet }, change }: Parts) {
  const t = useText('notifications');
  const [typed, setTyped] = useState(quiet ?? usual);
  const set = (part: Partial<typeof usual>) => {
    const next = { ...typed, ...part };
    setTyped(next);
    if (next.from !== '' && next.to !== '' && next.from !== next.to) change({ quiet: next });
  };
  return (
    <>
      <Switch
        label={t('quietOn')}
        checked={quiet !== null}
        onChange={(event) => change({ quiet: event.currentTarget.checked ? typed : null })}
      />
      {quiet && (
        <div className={classes.times}>
          <TextInput
            type="time"
            label={t('quietFrom')}
            value={typed.from}
            onChange={(event) => set({ from: event.currentTarget.value })}
          />
          <TextInput
            type="time"
            label={t('quietTo')}
            value={typed.to}
            error={typed.from === typed.to ? t('quietSame') : undefined}
            onChange={(event) => set({ to: event.currentTarget.value })}
          />
        </div>
      )}
    </>
  );
}
