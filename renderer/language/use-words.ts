import { useCallback } from 'react'
import { catalogues, type MessageKey } from './catalogue.ts'
import { useLanguage, useLocale } from './language.ts'
import { say, type MessageValues } from './say.ts'

export type Words = (key: MessageKey, values?: MessageValues) => string

/** The window's words in the language chosen: `t('today.left', { count: 3 })`. */
export function useWords(): Words {
  const catalogue = catalogues[useLanguage((state) => state.language)]
  const locale = useLocale()
  return useCallback((key, values) => say(locale, catalogue[key], values), [locale, catalogue])
}
