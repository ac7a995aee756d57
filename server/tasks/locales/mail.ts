/** The words of a reminder by mail, in each language. */
import type { Locale } from '../../../contract/ids.ts';
import type { MailWords } from '../../platform/mailer/index.ts';

/** `due`: the date in words; null without one. */
type Reminded = { what: string; customer: string | null; due: string | null };

export const mailWords: Record<Locale, (task: Reminded) => MailWords> = {
  en: ({ what, customer, due }) => ({
    subject: `Reminder: ${what}`,
    lines: [what, ...(customer === null ? [] : [`For ${customer}`]), ...(due === null ? [] : [`Due ${due}`])],
    button: 'Open your tasks',
    afterwards: 'You can turn off reminders by mail in your profile.',
  }),
  'zh-CN': ({ what, customer, due }) => ({
    subject: `提醒：${what}`,
    lines: [
      what,
      ...(customer === null ? [] : [`客户：${customer}`]),
      ...(due === null ? [] : [`截止：${due}`]),
    ],
    button: '打开我的任务',
    afterwards: '您可以在个人资料中关闭邮件提醒。',
  }),
  'pt-BR': ({ what, customer, due }) => ({
    subject: `Lembrete: ${what}`,
    lines: [
      what,
      ...(customer === null ? [] : [`Para ${customer}`]),
      ...(due === null ? [] : [`Prazo: ${due}`]),
    ],
    button: 'Abrir minhas tarefas',
    afterwards: 'Você pode desativar os lembretes por e-mail no seu perfil.',
  }),
};
