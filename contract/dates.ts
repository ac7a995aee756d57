/** Important dates of customers: birthdays, renewals and others, once or every year. */
import { z } from 'zod';
import { calendarDate, dateRemindDays, dateYear, importantDate } from './care-entries.ts';
import { endpoint } from './endpoint.ts';
import { id } from './ids.ts';
import { isDay } from './yearly.ts';

export const dateNameLengthMax = 100;
export const upcomingDaysMax = 92;
const upcomingDaysDefault = 30;
export const upcomingDatesMax = 200;

/** `nextOn`: when it comes next, today included; null when it is over. */
export const customerDate = importantDate.extend({ id, nextOn: calendarDate.nullable() });
export type CustomerDate = z.output<typeof customerDate>;

const upcomingDate = importantDate.extend({
  id,
  on: calendarDate,
  customer: z.object({ id, name: z.string().nullable() }),
});
export type UpcomingDate = z.output<typeof upcomingDate>;

const body = importantDate
  .extend({
    name: z.string().trim().min(1).max(dateNameLengthMax).nullable().default(null),
    year: dateYear.default(null),
    yearly: z.boolean().default(true),
    remindDays: dateRemindDays.default(null),
  })
  .refine(({ month, day, year }) => isDay(month, day, year), {
    path: ['day'],
    message: 'There is no such day. For the 29th of February give a leap year, or no year.',
  })
  .refine(({ year, yearly }) => yearly || year !== null, {
    path: ['year'],
    message: 'A date that comes once needs its year.',
  })
  .refine(({ dateKind, name }) => dateKind !== 'other' || name !== null, {
    path: ['name'],
    message: 'Write what day it is.',
  });
export type DateInput = z.output<typeof body>;
const params = z.object({ id });

export const dateEndpoints = {
  listDates: endpoint({
    name: 'listDates',
    method: 'GET',
    path: '/customers/:id/dates',
    access: 'customers:read',
    summary: "A customer's important dates, the next one first, those that are over last.",
    params,
    output: z.object({ data: z.array(customerDate) }),
    status: 200,
  }),
  setDate: endpoint({
    name: 'setDate',
    method: 'POST',
    path: '/customers/:id/dates',
    access: 'customers:write',
    summary:
      'Adds an important date. With `remindDays` a task for the owner of the customer is made so many days before it.',
    params,
    body,
    output: customerDate,
    status: 201,
  }),
  changeDate: endpoint({
    name: 'changeDate',
    method: 'PUT',
    path: '/dates/:id',
    access: 'customers:write',
    summary: 'Puts an important date in place of the one that it was.',
    params,
    body,
    output: customerDate,
    status: 200,
  }),
  removeDate: endpoint({
    name: 'removeDate',
    method: 'DELETE',
    path: '/dates/:id',
    access: 'customers:write',
    summary: 'Removes an important date. Tasks that were made for it stay.',
    params,
    status: 204,
  }),
  listUpcomingDates: endpoint({
    name: 'listUpcomingDates',
    method: 'GET',
    path: '/dates',
    access: 'customers:read',
    summary: `The dates of all customers that come within so many days, the next one first; at most ${upcomingDatesMax}.`,
    query: z.object({
      days: z.coerce.number().int().min(1).max(upcomingDaysMax).default(upcomingDaysDefault),
    }),
    output: z.object({ data: z.array(upcomingDate) }),
    status: 200,
  }),
};
