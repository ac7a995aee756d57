/** What the frame says, in every language. */
import type { Locale } from '../../../contract/ids.ts';
import { en, type Words } from './en.ts';
import { ptBR } from './pt-BR.ts';
import { zhCN } from './zh-CN.ts';

export type { Words };

export const words: Record<Locale, Words> = { en, 'zh-CN': zhCN, 'pt-BR': ptBR };
