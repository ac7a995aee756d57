/** Phone numbers of every region in one normal form, and the forms of a number that a country had one after the other. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { getCountryCallingCode } from 'libphonenumber-js';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { outsideWorkspaces } from '../server/platform/db/index.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'));
});
afterAll(() => server.close());

const data = process.env.TEST_DATA_DIR;
const file = data === undefined ? '' : path.join(data, 'phones/examples.mobile.json');
if (!existsSync(file)) console.log('skipped: phones/examples.mobile.json is not there');

async function phoneOf(value: string): Promise<string | undefined> {
  const { body } = await request(server.url, server.owner.apiKey, endpoints.createCustomer, {
    body: { name: 'Somebody', identities: [{ kind: 'phone', value }] },
  } as never);
  return (body as { identities?: { value: string }[] }).identities?.[0]?.value;
}

test.runIf(existsSync(file))('a mobile number of each of 245 regions is kept in E.164', async () => {
  const examples = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
  expect(examples.length).toBe(245);
  const wrong: string[] = [];
  for (const [region, national] of examples) {
    const e164 = `+${getCountryCallingCode(region as never)}${national}`;
    const spaced = `${e164.slice(0, 5)} (${e164.slice(5, 7)}) ${e164.slice(7)}`;
    const kept = await phoneOf(spaced);
    if (kept !== e164) wrong.push(`${region}: ${spaced} became ${kept}`);
  }
  expect(wrong).toEqual([]);
});

describe('forms of one number', () => {
  const pairs = [
    ['Brazil’s ninth digit', '+5511987654321', '+551187654321'],
    ['Argentina’s 9', '+5491123456789', '+541123456789'],
    ['Mexico’s 1', '+5215512345678', '+525512345678'],
  ] as const;
  test.each(pairs)('%s: both have one key', async (_, one, other) => {
    const keys = await keysOf([one, other]);
    expect(new Set(keys).size).toBe(1);
  });
  test('numbers that merely look alike keep keys of their own', async () => {
    // A landline of São Paulo, another Argentine area, another Mexican one, and the United States.
    const keys = await keysOf([
      '+551133334444',
      '+5511933334444',
      '+541123456780',
      '+525512345679',
      '+15512345678',
    ]);
    expect(new Set(keys).size).toBe(5);
  });
  async function keysOf(values: readonly string[]): Promise<string[]> {
    const { rows } = await outsideWorkspaces(server.db, (tx) =>
      sql<{
        key: string;
      }>`select identity_key('phone', v) as key from unnest(${[...values]}::text[]) v`.execute(tx),
    );
    return rows.map(({ key }) => key);
  }
});
