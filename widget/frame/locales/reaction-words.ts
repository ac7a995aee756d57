/** What is said of reactions. Fetched with them. */
import type { Locale } from '../../../contract/ids.ts';

const en = {
  react: 'React',
  own: (emoji: string) => `You reacted with ${emoji}. Change`,
  team: (emoji: string) => `Reaction: ${emoji}`,
};

export const reactionWords: Record<Locale, typeof en> = {
  en,
  'zh-CN': {
    react: '表情回应',
    own: (emoji) => `您回应了 ${emoji}，点击更改`,
    team: (emoji) => `表情回应：${emoji}`,
  },
  'pt-BR': {
    react: 'Reagir',
    own: (emoji) => `Você reagiu com ${emoji}. Alterar`,
    team: (emoji) => `Reação: ${emoji}`,
  },
};
