/** What the parts of the mail channel need of the program. */
import type { Db } from '../../platform/db/index.ts';
import type { Log } from '../../platform/log/index.ts';
import type { Getter } from '../../platform/ssrf/index.ts';
import type { InboxDeps } from '../index.ts';
import type { Reach } from './connecting/reach.ts';
import type { Lookup } from './reading/lookups.ts';
import type { MailReader } from './reading/reader.ts';

export type EmailDeps = InboxDeps & {
  db: Db;
  dataDir: string;
  log: Log;
  now: () => Date;
  /** By which replies are known again, and addresses of pictures. */
  tokenKey: Buffer;
  reader: MailReader;
  /** Asks the DNS; absent: the system does. */
  resolver?: Lookup | undefined;
  /** The way to hosts that a member named. */
  reach: Reach;
  /** How pictures of the public web are got. */
  getPicture: Getter;
};
