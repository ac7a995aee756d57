/** What the snippet says: `<script async src="BASE/widget.js" data-inbox="INBOX">` and its optional attributes. */
import type { Locale } from '../../contract/ids.ts';

export type Settings = {
  /** Where the server is, with a slash at the end. */
  base: string;
  inbox: string;
  locale: Locale;
  color: string | undefined;
  side: string | undefined;
  consent: boolean;
};

/** Reads the snippet; undefined when it names no inbox. */
export function readSettings(script: HTMLScriptElement): Settings | undefined {
  const { inbox, lang, color, side, consent } = script.dataset;
  if (!inbox) return undefined;
  return {
    base: new URL('.', script.src).href,
    inbox,
    locale: pickLocale([lang, document.documentElement.lang, ...navigator.languages]),
    color,
    side,
    consent: consent === 'granted',
  };
}

/** The first wanted language that Rapport speaks; English when there is none. */
export function pickLocale(wanted: readonly (string | undefined)[]): Locale {
  const spoken: Record<string, Locale> = { en: 'en', zh: 'zh-CN', pt: 'pt-BR' };
  for (const tag of wanted) {
    const locale = spoken[(tag ?? '').slice(0, 2).toLowerCase()];
    if (locale) return locale;
  }
  return 'en';
}
