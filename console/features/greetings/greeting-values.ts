/** A greeting as the fields of its form hold it, and back. Pure. */
import type { Greeting } from '../../../contract/greetings.ts';
import { type Locale, locales } from '../../../contract/ids.ts';

export type Page = Greeting['pages'][number];
export type GreetingInput = Omit<Greeting, 'id' | 'inboxId' | 'counts'>;

export type Values = Record<`text.${Locale}`, string> & {
  name: string;
  seconds: string;
  pagesSeen: string;
  visitors: string;
  attribute: string;
  value: string;
  days: string;
  active: string;
  whenOpen: string;
  whenOnline: string;
};

/** What a new greeting begins with. */
const fresh: GreetingInput = {
  name: '',
  texts: {},
  active: true,
  pages: [],
  seconds: 10,
  pagesSeen: 1,
  visitors: 'all',
  attribute: null,
  whenOpen: false,
  whenOnline: false,
  days: 7,
};

const flag = (is: boolean) => (is ? 'yes' : '');

export function valuesOf(greeting: GreetingInput = fresh): Values {
  return {
    name: greeting.name,
    'text.en': greeting.texts.en ?? '',
    'text.zh-CN': greeting.texts['zh-CN'] ?? '',
    'text.pt-BR': greeting.texts['pt-BR'] ?? '',
    seconds: String(greeting.seconds),
    pagesSeen: String(greeting.pagesSeen),
    visitors: greeting.visitors,
    attribute: greeting.attribute?.name ?? '',
    value: greeting.attribute?.value ?? '',
    days: String(greeting.days),
    active: flag(greeting.active),
    whenOpen: flag(greeting.whenOpen),
    whenOnline: flag(greeting.whenOnline),
  };
}

/** What is sent. Pages without a text are none. */
export function inputOf(values: Values, pages: readonly Page[]): GreetingInput {
  const texts = Object.fromEntries(
    locales.flatMap((locale) => {
      const text = values[`text.${locale}`].trim();
      return text === '' ? [] : [[locale, text]];
    }),
  );
  const { visitors } = values;
  const name = values.attribute.trim();
  return {
    name: values.name,
    texts,
    active: values.active === 'yes',
    pages: pages.filter(({ text }) => text.trim() !== ''),
    seconds: Number(values.seconds),
    pagesSeen: Number(values.pagesSeen),
    visitors: visitors === 'new' || visitors === 'returning' ? visitors : 'all',
    attribute: name === '' ? null : { name, value: values.value },
    whenOpen: values.whenOpen === 'yes',
    whenOnline: values.whenOnline === 'yes',
    days: Number(values.days),
  };
}

/** Whether a text is a whole number between two. */
export function isWhole(text: string, from: number, to: number): boolean {
  return /^\d{1,6}$/.test(text.trim()) && Number(text) >= from && Number(text) <= to;
}
