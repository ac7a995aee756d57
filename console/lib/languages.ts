/** Which language the console speaks: the member's, else the workspace's, else this browser's. */
import { useSyncExternalStore } from 'react';
import type { Locale } from '../../contract/ids.ts';

/** The languages in their own names. */
const languages: Record<Locale, string> = {
  en: 'English',
  'zh-CN': '简体中文',
  'pt-BR': 'Português (Brasil)',
};

/** The languages as the choices of a select. */
export const languageChoices = Object.entries(languages).map(([value, label]) => ({ value, label }));

/** Languages that most people speak, to choose from; others can be set by programs. */
export const spokenLanguages: readonly string[] = [
  'ar',
  'de',
  'en',
  'es',
  'fr',
  'hi',
  'id',
  'it',
  'ja',
  'ko',
  'pl',
  'pt-BR',
  'ru',
  'tr',
  'uk',
  'vi',
  'zh-CN',
];

const storageKey = 'rapport.locale';
const listeners = new Set<() => void>();

/** One of our languages, from text of unknown origin. */
export function asLocale(value: string | null): Locale | undefined {
  return value !== null && Object.hasOwn(languages, value) ? (value as Locale) : undefined;
}

/** The best of our languages for what a browser asks for, the first wish first. */
export function bestLocale(wishes: readonly string[]): Locale {
  for (const wish of wishes) {
    const [language] = wish.toLowerCase().split('-');
    if (language === 'zh') return 'zh-CN';
    if (language === 'pt') return 'pt-BR';
    if (language === 'en') return 'en';
  }
  return 'en';
}

/** The language before anybody has signed in: the last one used here, else the browser's. */
export function firstLocale(): Locale {
  return asLocale(localStorage.getItem(storageKey)) ?? bestLocale(navigator.languages);
}

/** Keeps the language for the next visit's first screen. */
export function rememberLocale(locale: Locale): void {
  localStorage.setItem(storageKey, locale);
  for (const listener of listeners) listener();
}

/** `firstLocale`, kept current. */
export function useFirstLocale(): Locale {
  return useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, firstLocale);
}
