/** The mails of this folder in the workspace's language. */
import { type Locale, locale } from '../../contract/ids.ts';
import { type WrittenMail, writtenMail } from '../platform/mailer/index.ts';
import { type MailWords, mailWords } from './locales/mail.ts';

/** A mail with its link. */
export function mailText<K extends keyof MailWords>(
  kind: K,
  language: string,
  names: Parameters<MailWords[K]>[0],
  link: string,
): WrittenMail {
  const known: Locale = locale.catch('en').parse(language);
  const wordsOf = mailWords[known][kind] as (given: typeof names) => ReturnType<MailWords[K]>;
  return writtenMail(known, wordsOf(names), link);
}
