/**
 * Outgoing mail of the program itself, by SMTP.
 *
 * Invariants: one recipient a mail; nothing that a person typed can add a header or a recipient; every mail says that a
 * program wrote it.
 */
export { createMailer, type Mail, type Mailer, tryMailServer } from './mailer.ts';
export { escapeHtml, type MailWords, type WrittenMail, writtenMail } from './written.ts';
