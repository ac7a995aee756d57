/** Mail that Rapport itself sends, to one address at a time. */
import type { Transporter } from 'nodemailer';

const connectMilliseconds = 8_000;
const answerMilliseconds = 15_000;
const subjectLengthMax = 150;

export type Mail = {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The same id again is the same mail: it becomes part of its Message-ID. */
  id: string;
  /** Who gets the answers; absent: whoever `MAIL_FROM` is. */
  replyTo?: string | undefined;
  files?: { name: string; type: string; content: Buffer }[];
};

export type Mailer = {
  /** Sends a mail that no person wrote (RFC 3834). @throws when the server does not take it. */
  sendAutomatic: (mail: Mail) => Promise<void>;
  close: () => void;
};

/** A mailer for an SMTP server. Nothing is loaded and no connection made before the first mail. */
export function createMailer(options: { smtpUrl: string; mailFrom: string }): Mailer {
  let transport: Promise<Transporter> | undefined;
  const domain = options.mailFrom.match(/@([^\s<>@]+?)>?$/)?.[1] ?? 'localhost';
  return {
    sendAutomatic: async (mail) => {
      transport ??= connect(options.smtpUrl);
      const { rejected } = await (await transport).sendMail({
        from: options.mailFrom,
        // As an object, so that nothing in it is read as a list or as a name.
        to: { name: '', address: oneAddress(mail.to) },
        subject: oneLine(mail.subject),
        text: mail.text,
        html: mail.html,
        ...(mail.replyTo === undefined ? {} : { replyTo: { name: '', address: oneAddress(mail.replyTo) } }),
        attachments: (mail.files ?? []).map(({ name, type, content }) => ({
          filename: oneLine(name),
          contentType: type,
          content,
        })),
        messageId: `<${oneLine(mail.id)}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      if ((rejected ?? []).length > 0) throw new Error('The mail server refused the recipient.');
    },
    close: () => {
      transport?.then((made) => made.close()).catch(() => undefined);
    },
  };
}

/** Whether the server answers and lets us in. @throws with what it says when not. */
export async function tryMailServer(smtpUrl: string): Promise<void> {
  const transport = await connect(smtpUrl);
  await transport.verify().finally(() => transport.close());
}

async function connect(smtpUrl: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url: smtpUrl,
    connectionTimeout: connectMilliseconds,
    greetingTimeout: connectMilliseconds,
    socketTimeout: answerMilliseconds,
  });
}

function oneAddress(address: string): string {
  if (!/^[^\s<>,;:"()[\]\\@]+@[^\s<>,;:"()[\]\\@]+$/u.test(address) || /\p{Cc}/u.test(address)) {
    throw new Error('This is not one mail address.');
  }
  return address;
}

/** Line breaks and control characters would begin a header of their own. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').slice(0, subjectLengthMax);
}
