import { expect, test } from 'vitest';
import { createLogger } from './log.ts';

function logged(fields: object, message = 'm'): Record<string, unknown> {
  const lines: string[] = [];
  createLogger({ level: 'info' }, { write: (line: string) => void lines.push(line) }).info(fields, message);
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '');
}

const canary = 'Zq7-canary';

test.each([
  ['a header', { req: { headers: { authorization: `Bearer ${canary}` } } }],
  ['a cookie', { req: { headers: { cookie: `session=${canary}; a="b\\"${canary}"` } } }],
  ['cookies that are set', { headers: { 'set-cookie': [`session=${canary}; HttpOnly`, `b="${canary}"`] } }],
  ['a signature of a provider', { headers: { 'x-provider-signature': canary } }],
  ['a password with a quote', { body: { password: `"${canary}` } }],
  ['a new password, deep down', { a: { b: { c: { d: { e: { newPassword: canary } } } } } }],
  ['an API key', { apiKey: canary, write_key: canary, identitySecret: canary }],
  ['a query string', { url: `/widget/frame?inbox=1&token=${canary}&x=2` }],
  ['a setup link', { url: `http://localhost:4100/setup?setupToken=${canary}#frag` }],
  ['the password of a URL', { url: `postgres://rapport:${canary}@db.example/rapport` }],
  ['a signed token in a text', { note: `got eyJhbGciOi.eyJzdWIi.${canary}` }],
  ['a write key in a path', { url: `/v1/projects/wk_${'x'.repeat(40)}${canary}/settings` }],
  ['a header in a text', { note: `sent Authorization: Bearer ${canary}` }],
])('%s is hidden', (_, fields) => {
  const line = logged({ ...fields, kept: 'as it is' });
  expect(JSON.stringify(line)).not.toContain(canary);
  expect(line.kept).toBe('as it is');
});

test('the message is cleaned as well', () => {
  expect(logged({}, `GET /x?token=${canary}&page=2`).msg).toBe('GET /x?token=[hidden]&page=2');
});

test('an error is told with its code and cause, without the row that its statement met', () => {
  const cause = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: `Key (email)=(${canary})`,
  });
  const { err } = logged({ err: new Error('could not save', { cause }) }) as {
    err: { message: string; cause: { code: string; message: string } };
  };
  expect(err.message).toBe('could not save');
  expect(err.cause).toMatchObject({ code: '23505', message: 'duplicate key' });
  expect(JSON.stringify(err)).not.toContain(canary);
});

test('what is harmless stays', () => {
  const line = logged({ url: '/api/v1/customers?limit=5&cursor=abc', level: 'x', postgresPid: 5 });
  expect(line.url).toBe('/api/v1/customers?limit=5&cursor=abc');
});
