/** Business hours: of the workspace, and of teams that have their own. What they mean is reckoned in `opening.ts`. */
import { z } from 'zod';
import { calendarDate, timeOfDay, timeZone } from './care-entries.ts';
import { endpoint } from './endpoint.ts';
import { id, time } from './ids.ts';
import { holidayNameLengthMax, holidaysMax, hoursFaults, intervalsPerDayMax } from './opening-faults.ts';

const interval = z.object({ from: timeOfDay, to: timeOfDay });
const intervals = z.array(interval).max(intervalsPerDayMax);
const holiday = z.object({
  date: calendarDate,
  name: z.string().trim().min(1, 'Name the holiday.').max(holidayNameLengthMax),
  /** None: closed all day. */
  intervals,
});

const faultWords = {
  'never-open': 'Give at least one time at which you are open, or no hours at all for always.',
  overlap: 'An interval begins before another one has ended.',
  'no-time': 'An interval begins and ends at the same time. A whole day is 00:00 to 00:00.',
  'too-many': `A day has at most ${intervalsPerDayMax} intervals.`,
  'same-date': 'There is another holiday on this date.',
  'no-name': 'Name the holiday.',
} as const;

/**
 * An interval ends on the next day when it ends no later than it begins. A holiday stands for its whole date, in place of
 * the weekday.
 */
export const hours = z
  .object({
    timeZone,
    /** Monday first. */
    week: z.array(intervals).length(7),
    holidays: z.array(holiday).max(holidaysMax),
  })
  .superRefine((value, context) => {
    for (const fault of hoursFaults(value)) {
      const path = 'in' in fault ? [fault.in, fault.at] : ['week'];
      context.addIssue({ code: 'custom', path, message: faultWords[fault.what] });
    }
  });

/** Hours as they hold: the workspace's (no team), or those of a team of its own. */
export const heldHours = z.object({
  teamId: id.nullable(),
  hours: z.object({
    timeZone: z.string(),
    week: z.array(z.array(interval)),
    holidays: z.array(z.object({ date: z.string(), name: z.string(), intervals: z.array(interval) })),
  }),
  changedAt: time,
  /** Whether it is open at the time of the answer, and when it closes or opens next; null: never. */
  isOpen: z.boolean(),
  changesAt: time.nullable(),
});
export type HeldHours = z.output<typeof heldHours>;

export const hoursEndpoints = {
  listHours: endpoint({
    name: 'listHours',
    method: 'GET',
    path: '/hours',
    access: 'workspace:read',
    summary:
      "Business hours: the workspace's first, then those of teams that have their own. Without any it is always open.",
    output: z.object({ data: z.array(heldHours), next: z.null() }),
    status: 200,
  }),
  setHours: endpoint({
    name: 'setHours',
    method: 'PUT',
    path: '/hours',
    access: 'workspace:manage',
    summary:
      'Sets the business hours of the workspace, or of a team. `hours: null`: always open; a team keeps those of the workspace.',
    body: z.object({ teamId: id.nullable().default(null), hours: hours.nullable() }),
    output: heldHours.nullable(),
    status: 200,
  }),
};
