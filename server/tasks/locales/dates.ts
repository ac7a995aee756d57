/** How tasks for important dates are called, in each language. */
import type { dateKinds } from '../../../contract/care-entries.ts';
import type { Locale } from '../../../contract/ids.ts';

type Named = Exclude<(typeof dateKinds)[number], 'other'>;

const names: Record<Locale, Record<Named, string>> = {
  en: { birthday: 'Birthday', renewal: 'Contract renewal', anniversary: 'Anniversary' },
  'zh-CN': { birthday: '生日', renewal: '合同续约', anniversary: '周年纪念' },
  'pt-BR': { birthday: 'Aniversário', renewal: 'Renovação de contrato', anniversary: 'Data comemorativa' },
};
const between: Record<Locale, string> = { en: ': ', 'zh-CN': '：', 'pt-BR': ': ' };

const wordsIn =
  (locale: Locale) =>
  (kind: Named, name: string | null): string =>
    name === null ? names[locale][kind] : `${names[locale][kind]}${between[locale]}${name}`;

export const dateWords: Record<Locale, ReturnType<typeof wordsIn>> = {
  en: wordsIn('en'),
  'zh-CN': wordsIn('zh-CN'),
  'pt-BR': wordsIn('pt-BR'),
};
