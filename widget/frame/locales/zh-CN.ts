import type { Words } from './en.ts';

/** 简体中文. */
export const zhCN: Words = {
  chat: '在线聊天',
  close: '关闭聊天',
  greeting: '您好！有什么可以帮您？',
  messages: '消息',
  write: '输入消息',
  send: '发送',
  you: '我',
  sending: '发送中…',
  waiting: '等待网络连接',
  sent: '已发送',
  refused: '未发送',
  retry: '重新发送',
  discard: '删除',
  older: '显示更早的消息',
  loading: '正在加载消息…',
  offline: '网络已断开。您写下的内容会在恢复连接后立即发送。',
  full: '待发送的消息太多，请等待网络恢复。',
};
