/** Strings that break programs come back as they went in, and kinds other than customers keep times and words. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Bench, openBench } from '../support/importing.ts';

const data = process.env.TEST_DATA_DIR;
let bench: Bench;
beforeAll(async () => {
  bench = await openBench(inject('testCluster'));
});
afterAll(() => bench.close());

const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
/** What PostgreSQL can't store is replaced. */
const kept = (text: string) => text.toWellFormed().replaceAll('\0', '\uFFFD');

describe.skipIf(!data)('the naughty strings (TEST_DATA_DIR)', () => {
  const all: string[] = data ? JSON.parse(readFileSync(join(data, 'hostile/blns.json'), 'utf8')) : [];
  const strings = all.filter((text) => text.trim() !== '');

  test('as attributes, by CSV and by JSON Lines', async () => {
    for (const [name, lines] of [
      ['naughty.csv', ['user,note', ...strings.map((text, at) => `u${at},${quote(text)}`)]],
      ['naughty.jsonl', strings.map((note, at) => JSON.stringify({ user: `u${at}`, note }))],
    ] as const) {
      const workspaceId = await bench.workspace();
      const made = await bench.run(workspaceId, 'customers', bench.file(name, lines.join('\n')), {
        map: { key: [], fields: { user: 'user', note: 'note' } },
      });
      expect(made).toMatchObject({ created: strings.length, rejected: 0 });
      const found = await bench.query<{ user: string; note: string }>(
        workspaceId,
        `select i.value as user, t.value #>> '{}' as note from traits t join identities i using (customer_id) where t.name = 'note'`,
      );
      const notes = new Map(found.map((one) => [one.user, one.note]));
      for (const [at, text] of strings.entries()) expect(notes.get(`u${at}`)).toBe(kept(text));
    }
  });

  test('as messages, with the time at which they were written', async () => {
    const workspaceId = await bench.workspace();
    const lines = [
      'id,user,text,sent at,direction',
      ...strings.map(
        (text, at) =>
          `m${at},u1,${quote(text)},2020-01-01 10:00:${String(at % 60).padStart(2, '0')},${at % 2 ? 'out' : 'in'}`,
      ),
    ];
    const path = bench.file('messages.csv', lines.join('\r\n'));
    expect(await bench.run(workspaceId, 'messages', path)).toMatchObject({
      created: strings.length,
      rejected: 0,
    });
    const found = await bench.query<{ id: string; text: string; kind: string; year: number }>(
      workspaceId,
      `select external_id as id, payload ->> 'text' as text, kind, extract(year from occurred_at)::int as year
       from entries where kind like 'message.%'`,
    );
    const byId = new Map(found.map((one) => [one.id, one]));
    strings.forEach((text, at) => {
      expect(byId.get(`m${at}`)).toMatchObject({
        text: kept(text),
        kind: at % 2 ? 'message.sent' : 'message.received',
        year: 2020,
      });
    });
    expect(await bench.run(workspaceId, 'messages', path)).toMatchObject({
      created: 0,
      unchanged: strings.length,
    });
  });
});

test('events keep their properties, whatever they are called', async () => {
  const workspaceId = await bench.workspace();
  const lines = [
    '{"user":"u1","event":"Viewed","timestamp":1577872800,"properties":{"a":[1]},"__proto__x":"y","constructor":"z","n":5}',
    '{"user":"u1","event":"","timestamp":"2020-01-01"}',
    '{"event":"Viewed","timestamp":"2020-01-01T10:00:00+02:00"}',
    '{"user":"u1","event":"Viewed","timestamp":"yesterday"}',
    '{"user":"u1","event":"Viewed","timestamp":"2999-01-01"}',
  ];
  const path = bench.file('events.jsonl', lines.join('\n'));
  const made = await bench.run(workspaceId, 'events', path);
  expect(made).toMatchObject({ read: 5, created: 1, rejected: 4 });
  const [event] = await bench.query<{ payload: unknown; at: string }>(
    workspaceId,
    `select payload, rfc3339(occurred_at) as at from entries where kind = 'event.tracked'`,
  );
  expect(event).toEqual({
    payload: { name: 'Viewed', properties: { a: [1], __proto__x: 'y', constructor: 'z', n: 5 } },
    at: '2020-01-01T10:00:00.000000Z',
  });
  expect(
    readFileSync(made.errorsFile ?? '', 'utf8')
      .split('\r\n')
      .map((line) => line.split(',')[0]),
  ).toEqual(['\ufeffrow', '2', '3', '4', '5', '']);
});

test('what looks like a formula is neutral in the file of errors, and the same when it comes back', async () => {
  const workspaceId = await bench.workspace();
  const notes = ['=1+1', '＝1', '+cmd|x', '@SUM(1)', '-2+3', '+49 30 123456', '-5', "'quoted", 'plain'];
  const lines = ['email,note', ...notes.map((note, at) => `bad${at},${quote(note)}`)];
  const map = { key: [], fields: { email: 'email', note: 'note' } };
  const made = await bench.run(workspaceId, 'customers', bench.file('formulas.csv', lines.join('\n')), {
    map,
  });
  const text = readFileSync(made.errorsFile ?? '', 'utf8');
  for (const line of text.split('\r\n').slice(1)) expect(line).not.toMatch(/,"?[=＝@]/);
  expect(text).toContain('+49 30 123456');
  const mended = bench.file('mended.csv', text.replaceAll(/,bad(\d)/g, ',bad$1@example.com'));
  expect(await bench.run(workspaceId, 'customers', mended, { map })).toMatchObject({ created: notes.length });
  const found = await bench.query<{ note: string }>(
    workspaceId,
    `select value #>> '{}' as note from traits where name = 'note'`,
  );
  expect(found.map(({ note }) => note).sort()).toEqual([...notes].sort());
});
