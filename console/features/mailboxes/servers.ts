/** The fields of a mail server in a form, and what they make. */
import type { EmailSettings, MailServer } from '../../../contract/email.ts';

export type ServerValues = {
  imapHost: string;
  imapPort: string;
  imapSecurity: string;
  imapUser: string;
  folder: string;
  smtpHost: string;
  smtpPort: string;
  smtpSecurity: string;
  smtpUser: string;
};

type Receiving = NonNullable<EmailSettings['receiving']>;

export const noServers: ServerValues = {
  ...{ imapHost: '', imapPort: '993', imapSecurity: 'tls', imapUser: '', folder: 'INBOX' },
  ...{ smtpHost: '', smtpPort: '465', smtpSecurity: 'tls', smtpUser: '' },
};

/** What a form begins with. */
export function valuesOfServers(
  receiving: (MailServer & { folder?: string }) | null,
  sending: MailServer | null,
): ServerValues {
  return {
    ...noServers,
    ...(receiving
      ? {
          imapHost: receiving.host,
          imapPort: String(receiving.port),
          imapSecurity: receiving.security,
          imapUser: receiving.user,
          folder: receiving.folder ?? 'INBOX',
        }
      : {}),
    ...(sending
      ? {
          smtpHost: sending.host,
          smtpPort: String(sending.port),
          smtpSecurity: sending.security,
          smtpUser: sending.user,
        }
      : {}),
  };
}

const securities = ['tls', 'starttls', 'none'] as const;
const securityOf = (text: string) => securities.find((one) => one === text) ?? 'tls';

/** Null: no server is named. */
export function receivingOf(values: ServerValues, startAt: Receiving['startAt']): Receiving | null {
  const { imapHost, imapPort, imapSecurity, imapUser, folder } = values;
  if (imapHost.trim() === '') return null;
  return {
    host: imapHost.trim(),
    port: Number(imapPort),
    security: securityOf(imapSecurity),
    user: imapUser.trim(),
    folder: folder.trim() || 'INBOX',
    startAt,
  };
}

export function sendingOf({ smtpHost, smtpPort, smtpSecurity, smtpUser }: ServerValues): MailServer | null {
  if (smtpHost.trim() === '') return null;
  return {
    host: smtpHost.trim(),
    port: Number(smtpPort),
    security: securityOf(smtpSecurity),
    user: smtpUser.trim(),
  };
}

/** Which fields are wrong. */
export function wrongServers(
  values: ServerValues,
  say: { port: string; user: string },
): Partial<Record<keyof ServerValues, string>> {
  const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536;
  const wrong: Partial<Record<keyof ServerValues, string>> = {};
  if (values.imapHost.trim() !== '') {
    if (!isPort(values.imapPort)) wrong.imapPort = say.port;
    if (values.imapUser.trim() === '') wrong.imapUser = say.user;
  }
  if (values.smtpHost.trim() !== '') {
    if (!isPort(values.smtpPort)) wrong.smtpPort = say.port;
    if (values.smtpUser.trim() === '') wrong.smtpUser = say.user;
  }
  return wrong;
}
