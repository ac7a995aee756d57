import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Locale } from '../../../contract/ids.ts';
import { instantOf } from '../../../contract/times.ts';
import { readPromise } from './read-promise.ts';
import { afterMinutes, wallClock } from './wall.ts';

/** A Sunday in São Paulo: 07:00 there. */
const now = new Date('2026-11-22T10:00:00Z');
const timeZone = 'America/Sao_Paulo';
const read = (text: string, locale: Locale) => readPromise(text, locale, { now, timeZone });

test.each<[Locale, string, string, string | null, string]>([
  ['en', 'Friday 15:00 call back', '2026-11-27', '15:00', 'call back'],
  ['en', 'call back on Friday at 3pm', '2026-11-27', '15:00', 'call back'],
  ['en', 'send the offer by tomorrow', '2026-11-23', null, 'send the offer'],
  ['en', 'in 2 hours call back', '2026-11-22', '09:00', 'call back'],
  ['en', '6:30 call back', '2026-11-23', '06:30', 'call back'],
  ['en', '3 December at noon send it', '2026-12-03', '12:00', 'send it'],
  ['en', '2027-01-05 09:15 renew', '2027-01-05', '09:15', 'renew'],
  ['pt-BR', 'sexta 15:00 ligar', '2026-11-27', '15:00', 'ligar'],
  ['pt-BR', 'amanhã às 15h ligar', '2026-11-23', '15:00', 'ligar'],
  ['pt-BR', 'sexta-feira às 15h30 ligar', '2026-11-27', '15:30', 'ligar'],
  ['pt-BR', 'ligar até sexta', '2026-11-27', null, 'ligar'],
  ['pt-BR', 'depois de amanhã às 9h ligar', '2026-11-24', '09:00', 'ligar'],
  ['pt-BR', 'em 2 horas ligar', '2026-11-22', '09:00', 'ligar'],
  ['pt-BR', '27/11 às 9h ligar', '2026-11-27', '09:00', 'ligar'],
  ['zh-CN', '周五15:00 回电话', '2026-11-27', '15:00', '回电话'],
  ['zh-CN', '周五下午三点给您回电话', '2026-11-27', '15:00', '给您回电话'],
  ['zh-CN', '明天下午3点半之前发送报价', '2026-11-23', '15:30', '发送报价'],
  ['zh-CN', '两小时后回电话', '2026-11-22', '09:00', '回电话'],
  // In whichever language somebody writes.
  ['en', '周五下午三点回电话', '2026-11-27', '15:00', '回电话'],
  ['en', 'sexta às 15h ligar', '2026-11-27', '15:00', 'ligar'],
  ['pt-BR', 'Friday at 3pm call back', '2026-11-27', '15:00', 'call back'],
])('%s: %s', async (locale, text, date, time, what) => {
  expect(await read(text, locale)).toEqual({ date, time, what });
});

test.each(['call back', '5', 'ligar', '回电话', ''])('no date is found in “%s”', async (text) => {
  for (const locale of ['en', 'pt-BR', 'zh-CN'] as const) expect(await read(text, locale)).toBeUndefined();
});

describe('where clocks change', () => {
  const zones = fc.constantFrom('America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'UTC');
  const moments = fc
    .integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') })
    .map((ms) => new Date(ms - (ms % 60_000)));

  test('so many hours from now are so many by the clock, whatever the wall shows meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(moments, zones, fc.integer({ min: 1, max: 12 }), async (at, zone, hours) => {
        const found = await readPromise(`in ${hours} hours call`, 'en', { now: at, timeZone: zone });
        expect(found).toMatchObject(afterMinutes(at, hours * 60, zone));
        const meant = instantOf(found?.date ?? '', found?.time ?? '', zone).getTime();
        const late = at.getTime() + hours * 3_600_000 - meant;
        // Of an hour that comes twice the wall can't tell which is meant: the first is.
        expect([0, 1_800_000, 3_600_000]).toContain(late);
      }),
      { numRuns: 150 },
    );
  });

  test('a day and a time on the wall are those that were written', async () => {
    const clock = fc.integer({ min: 0, max: 1_439 });
    await fc.assert(
      fc.asyncProperty(moments, zones, clock, async (at, zone, minute) => {
        const pad = (value: number) => String(value).padStart(2, '0');
        const time = `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
        const found = await readPromise(`tomorrow ${time} call`, 'en', { now: at, timeZone: zone });
        const tomorrow = new Date(wallClock(at, zone).getTime() + 86_400_000).toISOString().slice(0, 10);
        expect(found).toEqual({ date: tomorrow, time, what: 'call' });
      }),
      { numRuns: 150 },
    );
  });
});
