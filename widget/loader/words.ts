/** What the launcher says. The frame has its own words. */
import type { Locale } from '../../contract/ids.ts';

type Words = { chat: string; open: string; close: string; unread: string };

export const words: Record<Locale, Words> = {
  en: { chat: 'Chat', open: 'Open chat', close: 'Close chat', unread: 'unread' },
  'zh-CN': { chat: '在线聊天', open: '打开聊天', close: '关闭聊天', unread: '未读' },
  'pt-BR': { chat: 'Chat', open: 'Abrir o chat', close: 'Fechar o chat', unread: 'não lidas' },
};
