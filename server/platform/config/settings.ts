/** Every setting, one literal each. `.env.example` and the page in the manual are printed from these. */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';

/** A setting without a default is absent unless it is given. The value of a secret is never shown. */
export type Setting = { env: string; doc: string; schema: z.ZodType; default?: string; secret?: true };

const portMax = 65_535;
const uploadMbMax = 1_000;
const secretKeyCharsMin = 32;
const metricsTokenCharsMin = 16;
const proxyNames = ['loopback', 'linklocal', 'uniquelocal'];

const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    abort: true,
  });

const isProxy = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/');
  const bitsMax = isIP(address) === 6 ? 128 : 32;
  const isRange = bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= bitsMax);
  return proxyNames.includes(text) || (isIP(address) !== 0 && isRange && rest.length === 0);
};

/** In the order in which an operator meets them. */
export const settings = {
  port: {
    env: 'PORT',
    doc: 'The TCP port on which Rapport serves.',
    default: '4100',
    schema: z
      .string()
      .regex(/^\d+$/, { error: `a number from 0 to ${portMax}` })
      .transform(Number)
      .refine((port) => port <= portMax, { error: `a number from 0 to ${portMax}` }),
  },
  host: {
    env: 'HOST',
    doc: 'The address on which Rapport listens. `0.0.0.0` or `::` lets other machines in; a proxy that ends TLS should stand before it.',
    default: '127.0.0.1',
    schema: z.string(),
  },
  dataDir: {
    env: 'DATA_DIR',
    doc: 'The folder with everything that Rapport keeps: the database, files and the secret key.',
    default: './data',
    schema: z.string().transform((path) => resolve(path)),
  },
  databaseUrl: {
    env: 'DATABASE_URL',
    doc: 'A PostgreSQL 15 or newer to use in place of the embedded one. Its role must be able to create roles and schemas.',
    secret: true,
    schema: url('postgres:', 'postgresql:').optional(),
  },
  publicUrl: {
    env: 'PUBLIC_URL',
    doc: 'The address under which people reach Rapport, for links in mail and for the snippet; when it begins with `https:`, cookies are sent over TLS only. When absent: `http://localhost` with the port.',
    schema: url('http:', 'https:')
      .refine((text) => ['', '/'].includes(new URL(text).pathname) && !/[?#]/.test(text), {
        error: 'a URL without a path, such as https://rapport.example',
      })
      .transform((text) => new URL(text).origin)
      .optional(),
  },
  secretKey: {
    env: 'SECRET_KEY',
    doc: `At least ${secretKeyCharsMin} characters of chance, from which the keys for sessions and stored secrets are derived. When absent, one is made and kept in the data folder. Several servers on one database need the same.`,
    secret: true,
    schema: z
      .string()
      .min(secretKeyCharsMin, { error: `at least ${secretKeyCharsMin} characters` })
      .optional(),
  },
  smtpUrl: {
    env: 'SMTP_URL',
    doc: 'The server that takes outgoing mail: `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. When absent, invitations are links to copy.',
    secret: true,
    schema: url('smtp:', 'smtps:').optional(),
  },
  mailFrom: {
    env: 'MAIL_FROM',
    doc: 'The sender of mail from Rapport itself: `Rapport <rapport@shop.example>`. Needed with `SMTP_URL`.',
    schema: z
      .string()
      .regex(/^([^<>\r\n]*<)?[^\s<>@]+@[^\s<>@]+>?$/, {
        error: 'a mail address, such as Rapport <rapport@shop.example>',
      })
      .optional(),
  },
  mailNetworks: {
    env: 'MAIL_NETWORKS',
    doc: 'Ranges inside your own network in which mailboxes may be, separated by commas: `192.168.1.0/24`. When absent, an inbox reaches mail servers of the public internet alone.',
    default: '',
    schema: z
      .string()
      .transform((text) =>
        text
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      )
      .refine((parts) => parts.every((part) => part.includes('/') && isProxy(part)), {
        error: 'ranges such as 192.168.1.0/24, separated by commas',
      }),
  },
  uploadMbMax: {
    env: 'UPLOAD_MB_MAX',
    doc: `How many megabytes a file in a message may have. A proxy before Rapport has a limit of its own.`,
    default: '25',
    schema: z
      .string()
      .regex(/^[1-9]\d*$/, { error: `a number from 1 to ${uploadMbMax}` })
      .transform(Number)
      .refine((megabytes) => megabytes <= uploadMbMax, { error: `a number from 1 to ${uploadMbMax}` }),
  },
  trustProxy: {
    env: 'TRUST_PROXY',
    doc: `The addresses of the proxies before Rapport, separated by commas: addresses, ranges such as \`10.0.0.0/8\`, or ${proxyNames.map((name) => `\`${name}\``).join(', ')}. Only they are believed when they say who the client is. When absent, nobody is.`,
    schema: z
      .string()
      .transform((text) => text.split(',').map((part) => part.trim()))
      .refine((parts) => parts.every(isProxy), {
        error: `addresses, ranges such as 10.0.0.0/8, or ${proxyNames.join(', ')}, separated by commas`,
      })
      .optional(),
  },
  metricsToken: {
    env: 'METRICS_TOKEN',
    doc: `The bearer token, of at least ${metricsTokenCharsMin} characters, that opens \`/metrics\`. When absent, \`/metrics\` is closed.`,
    secret: true,
    schema: z
      .string()
      .min(metricsTokenCharsMin, { error: `at least ${metricsTokenCharsMin} characters` })
      .optional(),
  },
  logLevel: {
    env: 'LOG_LEVEL',
    doc: 'How much is logged: `debug`, `info`, `warn`, `error` or `silent`.',
    default: 'info',
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent'], {
      error: 'debug, info, warn, error or silent',
    }),
  },
} as const satisfies Record<string, Setting>;
