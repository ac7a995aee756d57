/** Of what, and by which ways. */
import { Checkbox } from '@mantine/core';
import { notificationKinds, notificationWays } from '../../../contract/notifications.ts';
import { useText } from '../../lib/i18n.tsx';
import classes from './notifications.module.css';
import { useReminderMails } from './reminder-mails.ts';
import type { Parts } from './use-settings.ts';

export function KindsTable({ settings, change }: Parts) {
  const t = useText('notifications');
  const { kinds } = settings;
  const reminderMails = useReminderMails();
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('what')}</th>
          {notificationWays.map((way) => (
            <th key={way} scope="col">
              {t(`way.${way}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {notificationKinds.map((kind) => (
          <tr key={kind}>
            <th scope="row">{t(`kind.${kind}`)}</th>
            {notificationWays.map((way) => {
              // Reminders have a mail of their own, at their own time.
              const isOfTasks = kind === 'reminder' && way === 'mail';
              const isOn = isOfTasks ? reminderMails.isOn : kinds[kind][way];
              const set = (on: boolean) =>
                isOfTasks
                  ? reminderMails.set(on)
                  : change({ kinds: { ...kinds, [kind]: { ...kinds[kind], [way]: on } } });
              return (
                <td key={way}>
                  <Checkbox
                    aria-label={t('kindByWay', { kind: t(`kind.${kind}`), way: t(`way.${way}`) })}
                    checked={isOn}
                    onChange={(event) => set(event.currentTarget.checked)}
                  />
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
