import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { configurationPage, envExample } from './print.ts';
import { loadSecretKey } from './secret-key.ts';

test('an empty environment gives the defaults', () => {
  const expected = {
    port: 4100,
    host: '127.0.0.1',
    dataDir: resolve('data'),
    publicUrl: 'http://localhost:4100',
    mailNetworks: [],
    uploadMbMax: 25,
    logLevel: 'info',
  };
  expect(readConfig({})).toEqual(expected);
  expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toEqual(expected);
});

test('what is given is read', () => {
  const config = readConfig({
    PORT: '4321',
    PUBLIC_URL: 'https://rapport.example/',
    TRUST_PROXY: 'loopback, 10.0.0.0/8,::1',
    SMTP_URL: 'smtp://u:p@mail.example:587',
    MAIL_FROM: 'Rapport <rapport@shop.example>',
  });
  expect(config.port).toBe(4321);
  expect(config.publicUrl).toBe('https://rapport.example');
  expect(config.trustProxy).toEqual(['loopback', '10.0.0.0/8', '::1']);
  expect(config.mailFrom).toBe('Rapport <rapport@shop.example>');
});

test.each([
  ['PORT', '70000', 'PORT: "70000" is not a number from 0 to 65535.'],
  ['PORT', '41 00', 'PORT: "41 00" is not a number'],
  [
    'PUBLIC_URL',
    'rapport.example',
    'PUBLIC_URL: "rapport.example" is not a URL that begins with http:// or https://.',
  ],
  ['PUBLIC_URL', 'https://rapport.example/app', 'not a URL without a path'],
  ['TRUST_PROXY', 'true', 'TRUST_PROXY: "true" is not addresses'],
  ['TRUST_PROXY', '10.0.0.0/33', 'TRUST_PROXY'],
  ['MAIL_FROM', 'a@b.example\r\nBcc: c@d.example', 'MAIL_FROM'],
  ['SMTP_URL', 'smtp://mail.example', 'MAIL_FROM is needed when SMTP_URL is set.'],
  ['LOG_LEVEL', 'loud', 'LOG_LEVEL: "loud" is not debug, info, warn, error or silent.'],
])('%s=%s is refused by name', (name, value, message) => {
  expect(() => readConfig({ [name]: value })).toThrow(message);
});

test('the value of a wrong secret is not shown, and all that is wrong is named', () => {
  const read = () => readConfig({ SECRET_KEY: 'too-short', DATABASE_URL: 'mysql://root:hush@db', PORT: 'x' });
  expect(read).toThrow(/SECRET_KEY: its value is not at least 32 characters/);
  expect(read).toThrow(/DATABASE_URL/);
  expect(read).toThrow(/PORT/);
  expect(read).not.toThrow(/too-short|hush/);
});

test('a secret key is made once, kept for the owner alone, and the environment goes before it', () => {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'config-')), 'data');
  const made = loadSecretKey({ dataDir, secretKey: undefined });
  expect(Buffer.from(made, 'base64url')).toHaveLength(32);
  expect(loadSecretKey({ dataDir, secretKey: undefined })).toBe(made);
  expect(statSync(join(dataDir, 'secret-key')).mode & 0o777).toBe(0o600);
  expect(readdirSync(dataDir)).toEqual(['secret-key']);
  expect(loadSecretKey({ dataDir, secretKey: 'given' })).toBe('given');
  writeFileSync(join(dataDir, 'secret-key'), '');
  expect(() => loadSecretKey({ dataDir, secretKey: undefined })).toThrow(/holds no secret key/);
  rmSync(dataDir, { recursive: true });
});

test('.env.example and the page on configuration are as printed; else run `node bin/print-settings.ts`', () => {
  const root = new URL('../../../', import.meta.url);
  expect(readFileSync(new URL('.env.example', root), 'utf8')).toBe(envExample());
  expect(readFileSync(new URL('docs/operating/configuration.md', root), 'utf8')).toBe(configurationPage());
});
