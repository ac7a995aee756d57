/** What is said beside the chat, on the page itself. */
import type { Locale } from '../../contract/ids.ts';

const en = {
  chat: 'Chat',
  arrived: 'You have a new message.',
  confirmed: 'You will hear here of answers to your messages.',
  dismiss: 'Dismiss the greeting',
};

export const words: Record<Locale, typeof en> = {
  en,
  'zh-CN': {
    chat: '在线聊天',
    arrived: '您有一条新消息。',
    confirmed: '有新回复时，会在这里通知您。',
    dismiss: '关闭问候',
  },
  'pt-BR': {
    chat: 'Chat',
    arrived: 'Você tem uma nova mensagem.',
    confirmed: 'As respostas às suas mensagens vão aparecer aqui.',
    dismiss: 'Dispensar a saudação',
  },
};
