import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { I18n, Say } from './i18n.ts';

export const I18nContext = createContext<I18n | null>(null);

export function useI18n(): I18n {
  const i18n = useContext(I18nContext);
  if (!i18n) throw new Error('I18nContext is missing');
  return i18n;
}

/** The texts of a namespace; the component is drawn again when the language changes. */
export function useText(namespace: string): Say {
  const i18n = useI18n();
  // Reading the signal is what makes this component follow the language.
  void i18n.language.value;
  return i18n.texts(namespace);
}
