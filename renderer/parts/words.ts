import { createContext, useContext } from 'react';
import { IntlMessageFormat } from 'intl-messageformat';
import en from '../../resources/locales/en.json';
import zhCN from '../../resources/locales/zh-CN.json';
import type { Locale } from '../../shared/contract/bridge';
import type { Name } from '../../shared/domain/keys';

/** Every text for people, by key; the Chinese file is the master and tests/architecture checks that the English one has the same keys. */
export type WordKey = keyof typeof zhCN;

export interface Words {
  readonly locale: Locale;
  /** The text of `key` with ICU placeholders filled in. */
  t(key: WordKey, values?: Readonly<Record<string, string | number>>): string;
  /** The name in the reader's language. */
  name(name: Name): string;
}

const TEXTS: Readonly<Record<Locale, Readonly<Record<WordKey, string>>>> = { 'zh-CN': zhCN, en };

export function wordsFor(locale: Locale): Words {
  const formats = new Map<WordKey, IntlMessageFormat>();
  return {
    locale,
    t(key, values) {
      const text = TEXTS[locale][key];
      if (values === undefined) return text;
      let format = formats.get(key);
      if (format === undefined) {
        format = new IntlMessageFormat(text, locale);
        formats.set(key, format);
      }
      return String(format.format(values));
    },
    name: (name) => (locale === 'zh-CN' ? name.zh : name.en),
  };
}

export const WordsContext = createContext<Words | null>(null);

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === null) throw new Error('useWords outside of a page');
  return words;
}
