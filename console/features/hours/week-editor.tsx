/** The seven days, each with its times. */
import type { Hours } from '../../../contract/opening.ts';
import { useLocale } from '../../lib/i18n.tsx';
import { CopyMenu } from './copy-menu.tsx';
import { DayTimes } from './day-times.tsx';
import { copied, type DraftFault, faultAt } from './draft.ts';
import classes from './hours.module.css';
import { weekdays } from './words.ts';

export function WeekEditor(props: {
  week: Hours['week'];
  faults: readonly DraftFault[];
  disabled: boolean;
  change: (week: Hours['week']) => void;
}) {
  const { week, disabled, change } = props;
  const days = weekdays(useLocale());
  return (
    <ul className={classes.week}>
      {days.map((name, day) => (
        <li key={name} className={classes.day}>
          <span className={classes.name}>{name}</span>
          <DayTimes
            name={name}
            intervals={week[day] ?? []}
            fault={faultAt(props.faults, 'week', day)}
            disabled={disabled}
            change={(intervals) => change(week.with(day, intervals))}
          />
          {!disabled && <CopyMenu day={day} days={days} copy={(to) => change(copied(week, day, to))} />}
        </li>
      ))}
    </ul>
  );
}
