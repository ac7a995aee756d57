import { createECDH, createPublicKey, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { areKeys, authorisation, encryptFor, newPushKey, publicPushKey } from './encrypt.ts';

/** The example of RFC 8291, section 5. */
const example = {
  text: 'When I grow up, I want to be a watermelon',
  own: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  keys: {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
  sealed:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};

test('a message is sealed as the example of RFC 8291 is', () => {
  const own = createECDH('prime256v1');
  own.setPrivateKey(Buffer.from(example.own, 'base64url'));
  const sealed = encryptFor(example.keys, example.text, own, Buffer.from(example.salt, 'base64url'));
  expect(sealed.toString('base64url')).toBe(example.sealed);
});

test('chance makes each message another', () => {
  const [one, other] = [encryptFor(example.keys, 'x'), encryptFor(example.keys, 'x')];
  expect(one.equals(other)).toBe(false);
});

test('who sends is signed for one push service, for a day at most', () => {
  const key = newPushKey();
  const now = new Date('2026-03-01T12:00:00Z');
  const header = authorisation(key, 'https://push.example.com:443/a/b?c', 'https://shop.example', now);
  const [, token = '', publicKey] = header.match(/^vapid t=([^,]+), k=(.+)$/) ?? [];
  expect(publicKey).toBe(publicPushKey(key));
  const [head = '', claims = '', signature = ''] = token.split('.');
  const open = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  expect(open(head)).toEqual({ typ: 'JWT', alg: 'ES256' });
  expect(open(claims)).toEqual({
    aud: 'https://push.example.com',
    exp: now.getTime() / 1_000 + 43_200,
    sub: 'https://shop.example',
  });
  const point = Buffer.from(publicKey ?? '', 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const proof = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const };
  expect(verify('sha256', Buffer.from(`${head}.${claims}`), proof, Buffer.from(signature, 'base64url'))).toBe(
    true,
  );
});

test('what can’t be a browser’s keys is none', () => {
  expect(areKeys(example.keys)).toBe(true);
  expect(areKeys({ ...example.keys, auth: 'AAAA' })).toBe(false);
  expect(areKeys({ ...example.keys, p256dh: 'A'.repeat(87) })).toBe(false);
  const offCurve = `${example.keys.p256dh.slice(0, -6)}AAAAA8`;
  expect(areKeys({ ...example.keys, p256dh: offCurve })).toBe(false);
});
