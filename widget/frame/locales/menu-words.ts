/** What the menu says, and the text that it makes. Fetched with the menu. */
import type { Locale } from '../../../contract/ids.ts';

const en = {
  transcript: 'Download the conversation',
  /** The name of the file, without its ending. */
  file: 'conversation',
  end: 'End the conversation',
  endQuestion: 'End this conversation? You can write again at any time.',
  edited: 'edited',
  deleted: 'This message was deleted',
  cancel: 'Cancel',
  failed: 'That did not work just now. Please try again.',
  timesIn: (zone: string) => `All times are in the time zone ${zone}.`,
  cut: (count: number) => `Only the newest ${count} messages are here.`,
  sound: 'Sound',
  notify: 'Notify me',
  on: 'on',
  off: 'off',
  denied: 'blocked in your browser’s settings',
  missing: 'not possible in this browser',
};
export type MenuWords = typeof en;

const zhCN: MenuWords = {
  transcript: '下载对话记录',
  file: '对话记录',
  end: '结束对话',
  endQuestion: '要结束本次对话吗？之后您随时可以再次发送消息。',
  edited: '已编辑',
  deleted: '此消息已删除',
  cancel: '取消',
  failed: '暂时无法完成，请重试。',
  timesIn: (zone) => `所有时间均为 ${zone} 时区的时间。`,
  cut: (count) => `此处仅包含最近的 ${count} 条消息。`,
  sound: '提示音',
  notify: '通知我',
  on: '开',
  off: '关',
  denied: '已被浏览器设置阻止',
  missing: '此浏览器不支持',
};

const ptBR: MenuWords = {
  transcript: 'Baixar a conversa',
  file: 'conversa',
  end: 'Encerrar a conversa',
  endQuestion: 'Encerrar esta conversa? Você pode escrever de novo quando quiser.',
  edited: 'editada',
  deleted: 'Esta mensagem foi excluída',
  cancel: 'Cancelar',
  failed: 'Não deu certo agora. Tente de novo.',
  timesIn: (zone) => `Todos os horários são do fuso ${zone}.`,
  cut: (count) => `Aqui estão só as ${count} mensagens mais recentes.`,
  sound: 'Som',
  notify: 'Avisar-me',
  on: 'ligado',
  off: 'desligado',
  denied: 'bloqueado nas configurações do navegador',
  missing: 'impossível neste navegador',
};

export const menuWords: Record<Locale, MenuWords> = { en, 'zh-CN': zhCN, 'pt-BR': ptBR };
