/** What the console says, in the reader's language. */
import { createContext, type ReactNode, use, useMemo } from 'react';
import { createIntl, createIntlCache, type IntlShape } from 'react-intl';
import type { Locale } from '../../contract/ids.ts';
import { type Catalogue, type Feature, loadMessages } from './messages.ts';

type Values = Record<string, string | number | Date | null | undefined>;
type RichValues = Record<string, ReactNode | ((parts: ReactNode[]) => ReactNode)>;

/** Says a feature's messages: `t('invite')`, `t('count', { n: 3 })`, `t.rich('hint', { b: (x) => <b>{x}</b> })`. */
export type Text<F extends Feature> = {
  (key: keyof Catalogue[F] & string, values?: Values): string;
  rich(key: keyof Catalogue[F] & string, values: RichValues): ReactNode;
  /** Whether there is such a message, for keys that come from the server. */
  has(key: string): key is keyof Catalogue[F] & string;
};

const LocaleContext = createContext<Locale>('en');

/** The language of everything inside. */
export function LocaleProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  return <LocaleContext value={locale}>{children}</LocaleContext>;
}

/** The reader's language, for numbers, times and sorting. */
export function useLocale(): Locale {
  return use(LocaleContext);
}

/** The messages of a feature; suspends while they are fetched for the first time. */
export function useText<F extends Feature>(feature: F): Text<F> {
  const locale = useLocale();
  const messages = use(loadMessages(locale, feature));
  return useMemo(() => textOf(locale, messages), [locale, messages]);
}

const cache = createIntlCache();

function textOf<F extends Feature>(locale: Locale, messages: Record<string, string>): Text<F> {
  const intl: IntlShape = createIntl({ locale, messages, onError: report }, cache);
  const say = (key: string, values?: Values) => intl.formatMessage({ id: key }, values);
  return Object.assign(say, {
    rich: (key: string, values: RichValues) => intl.formatMessage({ id: key }, values as never) as ReactNode,
    has: (key: string): key is keyof Catalogue[F] & string => Object.hasOwn(messages, key),
  });
}

/** A missing message shows its key; the catalogue's test finds it before anybody reads it. */
function report(error: Error): void {
  if (import.meta.env.DEV) console.error(error.message);
}
