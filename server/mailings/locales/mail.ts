/** The words around what is sent on, in each language. */
import type { Locale } from '../../../contract/ids.ts';
import type { MailingWords } from '../transcript.ts';

type About = { customer: string | null; workspace: string; member: string };

export const mailingWords: Record<Locale, (about: About) => MailingWords> = {
  en: ({ customer, workspace, member }) => ({
    subject: `${workspace}: conversation with ${customer ?? 'a visitor'}`,
    intro: `${member} of ${workspace} sent you what was said with ${customer ?? 'a visitor'}.`,
    customer: 'Visitor',
    note: 'internal note',
    file: (name) => `File: ${name}`,
  }),
  'zh-CN': ({ customer, workspace, member }) => ({
    subject: `${workspace}：与${customer ?? '一位访客'}的对话`,
    intro: `${workspace}的${member}向您转发了与${customer ?? '一位访客'}的对话。`,
    customer: '访客',
    note: '内部备注',
    file: (name) => `文件：${name}`,
  }),
  'pt-BR': ({ customer, workspace, member }) => ({
    subject: `${workspace}: conversa com ${customer ?? 'um visitante'}`,
    intro: `${member}, de ${workspace}, enviou a você a conversa com ${customer ?? 'um visitante'}.`,
    customer: 'Visitante',
    note: 'nota interna',
    file: (name) => `Arquivo: ${name}`,
  }),
};
