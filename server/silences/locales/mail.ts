/** The words of an alarm by mail, in each language. */
import type { Locale } from '../../../contract/ids.ts';
import type { MailWords } from '../../platform/mailer/index.ts';

/** `text`: the beginning of what was written last. */
type Silence = { customer: string | null; text: string; minutes: number };

const hourMinutes = 60;
const dayMinutes = 1_440;

/** How long, in the largest unit that fits. */
function span(locale: Locale, minutes: number): string {
  const [value, unit] =
    minutes < 2 * hourMinutes
      ? [minutes, 'minute']
      : minutes < 2 * dayMinutes
        ? [Math.floor(minutes / hourMinutes), 'hour']
        : [Math.floor(minutes / dayMinutes), 'day'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

export const mailWords: Record<Locale, (silence: Silence) => MailWords> = {
  en: ({ customer, text, minutes }) => ({
    subject: `${customer ?? 'A customer'} is waiting for an answer`,
    lines: [`Nobody has answered for ${span('en', minutes)}.`, ...(text === '' ? [] : [text])],
    button: 'Open the conversation',
    afterwards: 'You get this because an owner chose you to be told when nobody answers.',
  }),
  'zh-CN': ({ customer, text, minutes }) => ({
    subject: `${customer ?? '一位客户'}正在等待回复`,
    lines: [`已有${span('zh-CN', minutes)}无人回复。`, ...(text === '' ? [] : [text])],
    button: '打开对话',
    afterwards: '所有者指定您在无人回复时接收此邮件。',
  }),
  'pt-BR': ({ customer, text, minutes }) => ({
    subject: `${customer ?? 'Um cliente'} está esperando resposta`,
    lines: [`Ninguém responde há ${span('pt-BR', minutes)}.`, ...(text === '' ? [] : [text])],
    button: 'Abrir a conversa',
    afterwards: 'Você recebe este aviso porque foi escolhido para saber quando ninguém responde.',
  }),
};
