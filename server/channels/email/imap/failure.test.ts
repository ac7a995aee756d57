import { expect, test } from 'vitest';
import { explain } from './failure.ts';

const failure = (details: object) => Object.assign(new Error('ana@example.test: secret words'), details);

test.each([
  [
    'a wrong password',
    { authenticationFailed: true, serverResponseCode: 'AUTHENTICATIONFAILED' },
    'credentials',
  ],
  ['a login without a code', { authenticationFailed: true, responseStatus: 'NO' }, 'credentials'],
  ['too many connections', { authenticationFailed: true, serverResponseCode: 'LIMIT' }, 'refused'],
  ['a server in trouble', { authenticationFailed: true, serverResponseCode: 'UNAVAILABLE' }, 'refused'],
  ['a folder that is not there', { responseStatus: 'NO', mailboxMissing: true }, 'refused'],
  ['a command that is refused', { responseStatus: 'NO' }, 'refused'],
  ['a server that is asked too often', { code: 'ETHROTTLE' }, 'refused'],
  ['a certificate of another host', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'refused'],
  ['a certificate that is too old', { code: 'CERT_HAS_EXPIRED' }, 'refused'],
  ['nobody listening', { code: 'ECONNREFUSED' }, 'unreachable'],
  ['an unknown name', { code: 'ENOTFOUND' }, 'unreachable'],
  ['silence', { code: 'CONNECT_TIMEOUT' }, 'unreachable'],
  ['an ended connection', { code: 'NoConnection' }, 'unreachable'],
  ['something else', { code: 'ana@example.test' }, 'other'],
  ['nothing known', {}, 'other'],
])('%s', (_name, details, kind) => {
  const told = explain(failure(details));
  expect(told.kind).toBe(kind);
  expect(told.reason).not.toMatch(/ana|secret/);
  expect(told.reason).toMatch(/^[A-Z].*\.$/);
});

test.each([[undefined], [null], ['text'], [7]])('%s, which is no error', (thrown) => {
  expect(explain(thrown).kind).toBe('other');
});
