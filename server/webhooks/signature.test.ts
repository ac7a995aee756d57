/** Signatures: right ones are taken, and no other, however near. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { webhookSigning } from '../../contract/webhooks.ts';
import { proofOf } from './signature.ts';

const at = new Date('2026-11-22T10:00:00Z');
const seconds = String(at.getTime() / 1_000);
const secret = 'a secret of the shop';
const body = Buffer.from('{"id":1,"name":"Zo\\u00eb","total":"19.90"}');
const digest = (encoding: 'hex' | 'base64', text: Uint8Array = body, key = secret) =>
  createHmac('sha256', key).update(text).digest(encoding);
const stamped = Buffer.concat([Buffer.from(`${seconds}.`), body]);

/** The shapes that shops and services sign in, each with a delivery that is right. */
const shapes = {
  Shopify: {
    signing: { scheme: 'hmac', header: 'X-Shopify-Hmac-Sha256', encoding: 'base64' },
    headers: { 'x-shopify-hmac-sha256': digest('base64') },
  },
  WooCommerce: {
    signing: {
      scheme: 'hmac',
      header: 'X-WC-Webhook-Signature',
      encoding: 'base64',
      idHeader: 'X-WC-Webhook-Delivery-ID',
    },
    headers: { 'x-wc-webhook-signature': digest('base64'), 'x-wc-webhook-delivery-id': 'd1' },
  },
  GitHub: {
    signing: { scheme: 'hmac', header: 'X-Hub-Signature-256', encoding: 'hex', prefix: 'sha256=' },
    headers: { 'x-hub-signature-256': `sha256=${digest('hex')}` },
  },
  Stripe: {
    signing: { scheme: 'hmac', header: 'Stripe-Signature', encoding: 'hex', timestamp: 'in-signature' },
    headers: { 'stripe-signature': `t=${seconds},v1=${digest('hex', stamped)}` },
  },
  'a time of its own': {
    signing: {
      scheme: 'hmac',
      header: 'X-Signature',
      encoding: 'hex',
      timestamp: 'header',
      timestampHeader: 'X-Time',
    },
    headers: { 'x-signature': digest('hex', stamped), 'x-time': seconds },
  },
} as const;

const proven = (
  signing: unknown,
  headers: Record<string, string | string[] | undefined>,
  more: { body?: Buffer; at?: Date; secrets?: string[] } = {},
) => proofOf(webhookSigning.parse(signing), more.secrets ?? [secret], { headers, body, at, ...more });

describe.each(Object.entries(shapes))('%s', (_name, { signing, headers }) => {
  const [signatureHeader = '', value = ''] = Object.entries(headers)[0] ?? [];

  test('is taken', () => expect(proven(signing, headers)).toBeDefined());

  test('is refused with any byte of the body changed', () => {
    for (let place = 0; place < body.length; place++) {
      const changed = Buffer.from(body);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(proven(signing, headers, { body: changed })).toBeUndefined();
    }
  });

  test('is refused when written anew, which the bytes differ in', () => {
    const anew = Buffer.from(JSON.stringify(JSON.parse(body.toString())));
    expect(proven(signing, headers, { body: anew })).toBeUndefined();
  });

  test('is refused with any character of the signature changed, cut, doubled or absent', () => {
    const wrong = [
      undefined,
      '',
      [value, value],
      ...(signing.header === 'Stripe-Signature' ? [] : [`${value},${value}`]),
      value.slice(0, -1),
      value.toUpperCase(),
      value.replace('sha256=', 'sha1='),
      ` ${value}x`,
    ];
    for (const header of wrong.filter((one) => one !== value))
      expect(proven(signing, { ...headers, [signatureHeader]: header })).toBeUndefined();
    for (let place = 0; place < value.length; place++) {
      const changed = `${value.slice(0, place)}${value[place] === 'A' ? 'B' : 'A'}${value.slice(place + 1)}`;
      expect(proven(signing, { ...headers, [signatureHeader]: changed })).toBeUndefined();
    }
  });

  test('is refused by another secret, and without any', () => {
    expect(proven(signing, headers, { secrets: ['another secret'] })).toBeUndefined();
    expect(proven(signing, headers, { secrets: [] })).toBeUndefined();
  });

  test('is taken by either of two secrets', () => {
    expect(proven(signing, headers, { secrets: ['the new one', secret] })).toBeDefined();
  });
});

test.each(['Stripe', 'a time of its own'] as const)('%s: a time outside the tolerance is refused', (name) => {
  const { signing, headers } = shapes[name];
  const later = (by: number) => ({ at: new Date(at.getTime() + by * 1_000) });
  expect(proven(signing, headers, later(299))).toBeDefined();
  expect(proven(signing, headers, later(301))).toBeUndefined();
  expect(proven(signing, headers, later(-301))).toBeUndefined();
});

test('Stripe: of several signatures one is enough, those of another version count for nothing', () => {
  const { signing, headers } = shapes.Stripe;
  const [, right = ''] = headers['stripe-signature'].split(',');
  expect(proven(signing, { 'stripe-signature': `t=${seconds},v1=00,${right},v0=old` })).toBeDefined();
  expect(
    proven(signing, { 'stripe-signature': `t=${seconds},${right.replace('v1', 'v0')}` }),
  ).toBeUndefined();
});

describe('Standard Webhooks, signed by its own library', () => {
  const key = `whsec_${Buffer.from('a key of twenty-four by').toString('base64')}`;
  const signing = { scheme: 'standard' };
  const signed = (text: string, id = 'msg_1', when = at) => ({
    'webhook-id': id,
    'webhook-timestamp': String(when.getTime() / 1_000),
    'webhook-signature': new Webhook(key).sign(id, when, text),
  });
  const proofFor = (headers: Record<string, string>, text: string, now = at) =>
    proven(signing, headers, { body: Buffer.from(text), at: now, secrets: [key] });

  test('any text is taken as it is, and no other', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, other) => {
        expect(proofFor(signed(text), text)).toEqual({ messageId: 'msg_1', isIdSigned: true });
        if (Buffer.compare(Buffer.from(other), Buffer.from(text)) !== 0)
          expect(proofFor(signed(text), other)).toBeUndefined();
      }),
    );
  });

  test('another id or time than the signed one is refused, and so is an old one', () => {
    expect(proofFor({ ...signed('x'), 'webhook-id': 'msg_2' }, 'x')).toBeUndefined();
    expect(
      proofFor({ ...signed('x'), 'webhook-timestamp': String(Number(seconds) + 1) }, 'x'),
    ).toBeUndefined();
    expect(proofFor(signed('x', 'msg_1', new Date(at.getTime() - 301_000)), 'x')).toBeUndefined();
    expect(proofFor(signed('x', 'msg_1', new Date(at.getTime() + 301_000)), 'x')).toBeUndefined();
    expect(proofFor({ ...signed('x', ''), 'webhook-id': '' }, 'x')).toBeUndefined();
  });

  test('one of several signatures is enough, of another version none', () => {
    const { 'webhook-signature': right, ...rest } = signed('x');
    expect(proofFor({ ...rest, 'webhook-signature': `v1,AAAA ${right}` }, 'x')).toBeDefined();
    expect(proofFor({ ...rest, 'webhook-signature': right.replace('v1,', 'v2,') }, 'x')).toBeUndefined();
  });
});
