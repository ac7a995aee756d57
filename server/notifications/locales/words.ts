/** The words of what is pushed and mailed, in each language. */
import type { Locale } from '../../../contract/ids.ts';
import type { Notification } from '../../../contract/notifications.ts';

/** `who`: whose act it was; `whom`: the customer it is about. Null where nobody knows. */
export type Said = { kind: Notification['kind']; who: string | null; whom: string | null };

type Words = {
  title: (said: Said) => string;
  about: (whom: string) => string;
  nameless: string;
  hidden: string;
  subject: (count: number) => string;
  more: (count: number) => string;
  button: string;
  afterwards: string;
};

const en: Words = {
  title: ({ kind, who }) => {
    const by = who ?? 'Somebody';
    switch (kind) {
      case 'mention':
        return `${by} mentioned you`;
      case 'assigned':
        return who === null ? 'A conversation is yours now' : `${by} gave you a conversation`;
      case 'message':
        return `${by} wrote in one of your conversations`;
      case 'woken':
        return 'A snoozed conversation is back';
      case 'opened':
        return 'A new conversation that nobody has yet';
      case 'held':
        return 'A message that you scheduled was not sent';
      case 'reminder':
        return 'A task is waiting';
      case 'test':
        return 'This is how Rapport tells you something';
    }
  },
  about: (whom) => `With ${whom}`,
  nameless: 'a visitor',
  hidden: 'There is something new for you',
  subject: (count) => (count === 1 ? 'One thing is unread' : `${count} things are unread`),
  more: (count) => `and ${count} more`,
  button: 'Open Rapport',
  afterwards: 'You choose what comes by mail, and when, in your profile under Notifications.',
};

const zh: Words = {
  title: ({ kind, who }) => {
    const by = who ?? '有人';
    switch (kind) {
      case 'mention':
        return `${by}提到了您`;
      case 'assigned':
        return who === null ? '有对话分配给您' : `${by}给您分配了对话`;
      case 'message':
        return `${by}在您的对话中发了消息`;
      case 'woken':
        return '暂缓的对话回来了';
      case 'opened':
        return '有新对话尚未分配';
      case 'held':
        return '您的定时消息未发送';
      case 'reminder':
        return '有任务等您处理';
      case 'test':
        return 'Rapport 的通知就是这样的';
    }
  },
  about: (whom) => `与${whom}的对话`,
  nameless: '访客',
  hidden: '您有新的通知',
  subject: (count) => `${count} 条未读通知`,
  more: (count) => `以及另外 ${count} 条`,
  button: '打开 Rapport',
  afterwards: '在个人资料的“通知”中，可以选择哪些内容以及何时通过邮件发送。',
};

const pt: Words = {
  title: ({ kind, who }) => {
    const by = who ?? 'Alguém';
    switch (kind) {
      case 'mention':
        return `${by} mencionou você`;
      case 'assigned':
        return who === null ? 'Uma conversa agora é sua' : `${by} passou uma conversa para você`;
      case 'message':
        return `${by} escreveu em uma das suas conversas`;
      case 'woken':
        return 'Uma conversa adiada voltou';
      case 'opened':
        return 'Uma nova conversa ainda sem responsável';
      case 'held':
        return 'Uma mensagem que você agendou não foi enviada';
      case 'reminder':
        return 'Uma tarefa espera por você';
      case 'test':
        return 'É assim que o Rapport avisa você';
    }
  },
  about: (whom) => `Com ${whom}`,
  nameless: 'um visitante',
  hidden: 'Há uma novidade para você',
  subject: (count) => (count === 1 ? 'Uma notificação não lida' : `${count} notificações não lidas`),
  more: (count) => `e mais ${count}`,
  button: 'Abrir o Rapport',
  afterwards: 'Em Notificações, no seu perfil, você escolhe o que chega por e-mail e quando.',
};

export const notificationWords: Record<Locale, Words> = { en, 'zh-CN': zh, 'pt-BR': pt };
