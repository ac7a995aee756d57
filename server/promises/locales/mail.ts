/** The words of a warning by mail, in each language. */
import type { Locale } from '../../../contract/ids.ts';
import type { MailWords } from '../../platform/mailer/index.ts';

/** `due`: the date in words. */
type Warned = { what: string; customer: string | null; due: string };

export const mailWords: Record<Locale, (promise: Warned) => MailWords> = {
  en: ({ what, customer, due }) => ({
    subject: `Promised: ${what}`,
    lines: [what, ...(customer === null ? [] : [`Promised to ${customer}`]), `By ${due}`],
    button: 'Open the conversation',
    afterwards: 'You can turn off reminders by mail in your profile.',
  }),
  'zh-CN': ({ what, customer, due }) => ({
    subject: `承诺即将到期：${what}`,
    lines: [what, ...(customer === null ? [] : [`承诺对象：${customer}`]), `到期时间：${due}`],
    button: '打开对话',
    afterwards: '您可以在个人资料中关闭邮件提醒。',
  }),
  'pt-BR': ({ what, customer, due }) => ({
    subject: `Prometido: ${what}`,
    lines: [what, ...(customer === null ? [] : [`Prometido a ${customer}`]), `Até ${due}`],
    button: 'Abrir a conversa',
    afterwards: 'Você pode desativar os lembretes por e-mail no seu perfil.',
  }),
};
