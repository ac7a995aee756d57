/** The orders of lists as parts of a statement about the conversations `c`; the browser's are in contract/views.ts. */
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { id, time } from '../../contract/ids.ts';
import type { ViewOrder } from '../../contract/view-filter.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';

type Sql = RawBuilder<unknown>;

/** Where a row stands, as `placeColumns` select it. */
export type Place = { at: string; id: string; waiting: string; urgency: string };
export type Order = {
  by: Sql;
  /** What stands behind a cursor. */
  after: (cursor: string | undefined) => Sql;
  cursorOf: (place: Place) => string;
};

/** Nobody waits in what is closed. */
const since = sql`case when c.status <> 'closed' then c.waiting_since end`;
const waiting = sql`coalesce(${since}, 'infinity')`;
const urgency = sql`array_position(array['urgent', 'high', 'normal', 'low'], c.priority)`;
const newest = sql`c.last_at desc, c.id desc`;

export const placeColumns = sql`rfc3339(c.last_at) as at, c.id,
  coalesce(rfc3339(${since}), 'infinity') as waiting, ${urgency}::text as urgency`;

const moment = z.union([time, z.literal('infinity')]);
const rank = z.string().regex(/^[1-4]$/);

const isOlder = (at: string, before: string): Sql =>
  sql`(c.last_at, c.id) < (${at}::timestamptz, ${before}::uuid)`;
const waitsLess = (since: string, at: string, before: string): Sql =>
  sql`(${waiting} > ${since}::timestamptz or (${waiting} = ${since}::timestamptz and ${isOlder(at, before)}))`;

export const orders: Readonly<Record<ViewOrder, Order>> = {
  newest: {
    by: newest,
    after: (cursor) => {
      const key = decodeCursor(cursor, [time, id]);
      return key ? isOlder(...key) : sql`true`;
    },
    cursorOf: (place) => encodeCursor([place.at, place.id]),
  },
  waiting: {
    by: sql`${waiting}, ${newest}`,
    after: (cursor) => {
      const key = decodeCursor(cursor, [moment, time, id]);
      return key ? waitsLess(...key) : sql`true`;
    },
    cursorOf: (place) => encodeCursor([place.waiting, place.at, place.id]),
  },
  priority: {
    by: sql`${urgency}, ${waiting}, ${newest}`,
    after: (cursor) => {
      const key = decodeCursor(cursor, [rank, moment, time, id]);
      if (!key) return sql`true`;
      const [how, since, at, before] = key;
      return sql`(${urgency} > ${how}::integer or (${urgency} = ${how}::integer and ${waitsLess(since, at, before)}))`;
    },
    cursorOf: (place) => encodeCursor([place.urgency, place.waiting, place.at, place.id]),
  },
};
