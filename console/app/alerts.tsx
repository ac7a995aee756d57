/** What a member is told of at the edge of every screen: who waits, what was promised, what is to be done. */

import { WarningCard } from '../features/promises/index.ts';
import { AlarmCard } from '../features/silences/index.ts';
import { type CardClasses, Reminders } from '../features/tasks/index.ts';
import { usePromiseReminders, useSilenceAlarms } from '../lib/reminders.ts';

export function Alerts() {
  const alarms = useSilenceAlarms();
  const warnings = usePromiseReminders();
  const others = [
    ...alarms.map((alarm) => (classes: CardClasses) => (
      <AlarmCard key={alarm.id} alarm={alarm} classes={classes} />
    )),
    ...warnings.map((reminder) => (classes: CardClasses) => (
      <WarningCard key={reminder.id} reminder={reminder} classes={classes} />
    )),
  ];
  return <Reminders others={others} />;
}
