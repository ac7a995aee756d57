/** What the questions before the first message say. Fetched with them. */
import type { Locale } from '../../../contract/ids.ts';

const en = {
  title: 'Before you write, please tell us:',
  name: 'Your name',
  email: 'Your email address',
  optional: (label: string) => `${label} (optional)`,
  go: 'Continue to the chat',
};
type IntroductionWords = typeof en;

const zhCN: IntroductionWords = {
  title: '开始对话前，请先填写：',
  name: '您的称呼',
  email: '您的邮箱',
  optional: (label) => `${label}（选填）`,
  go: '继续',
};

const ptBR: IntroductionWords = {
  title: 'Antes de escrever, conte para nós:',
  name: 'Seu nome',
  email: 'Seu e-mail',
  optional: (label) => `${label} (opcional)`,
  go: 'Continuar para o chat',
};

export const introductionWords: Record<Locale, IntroductionWords> = { en, 'zh-CN': zhCN, 'pt-BR': ptBR };
