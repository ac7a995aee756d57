import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { isPublicAddress, postPublic, refuseAddress } from './index.ts';

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '169.254.169.254',
  '192.168.0.1',
  '172.31.255.255',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fd00::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001:db8::1',
  'localhost',
  '',
])('%s is not of the public internet', (address) => expect(isPublicAddress(address)).toBe(false));

test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4009::5e'])(
  '%s is',
  (address) => expect(isPublicAddress(address)).toBe(true),
);

test.each([
  'http://push.example.com/a',
  'https://push.example.com:8443/a',
  'https://user:word@push.example.com/a',
  'https://127.0.0.1/a',
  'https://[::1]/a',
  'https://2130706433/a',
  'https://0x7f.1/a',
  'https://localhost/a',
  'https://db.internal/a',
  'https://printer/a',
  'file:///etc/passwd',
  'nonsense',
])('%s is refused before anybody is called', (address) => {
  expect(refuseAddress(address)).toBeDefined();
});

test('an address of a push service is not', () => {
  expect(refuseAddress('https://fcm.googleapis.com/fcm/send/abc')).toBeUndefined();
  expect(refuseAddress('https://web.push.apple.com/QGo')).toBeUndefined();
});

test('a name that leads to this machine is found out when it is called, and its address is in no error', async () => {
  let calls = 0;
  const server = createServer((_, response) => {
    calls += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await expect(postPublic(`https://127.0.0.1:${port}/secret`, {}, Buffer.from(''))).rejects.toThrow(
    /refused/,
  );
  // A public name whose address is this machine's.
  const failed = await postPublic('https://localtest.me/secret', {}, Buffer.from('')).catch(String);
  expect(failed).toMatch(/Not reached/);
  expect(failed).not.toContain('secret');
  expect(calls).toBe(0);
  server.close();
});
