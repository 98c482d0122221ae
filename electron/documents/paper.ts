import { IntlMessageFormat } from 'intl-messageformat'
import type { DocumentLanguage } from '../../shared/domain/guest/document-language.ts'
import { english, type Word, type Words } from './words/english.ts'
import { french } from './words/french.ts'
import { german } from './words/german.ts'
import { portuguese } from './words/portuguese.ts'
import { spanish } from './words/spanish.ts'

/** How a document speaks: its words, amounts and days in the guest's language, its times on the hotel's clock. */
export interface Paper {
  readonly locale: string
  readonly say: (word: Word, values?: Readonly<Record<string, string | number>>) => string
  readonly money: (amountMinor: number) => string
  readonly day: (date: string) => string
  readonly moment: (instant: string) => string
  /** 'HH:MM' of the hotel's clock. */
  readonly time: (time: string) => string
}

export const words: Readonly<Record<DocumentLanguage, Words>> = {
  en: english,
  pt: portuguese,
  es: spanish,
  fr: french,
  de: german,
}

const locales: Readonly<Record<DocumentLanguage, string>> = {
  en: 'en-GB',
  pt: 'pt-PT',
  es: 'es-ES',
  fr: 'fr-FR',
  de: 'de-DE',
}

export function paperIn(language: DocumentLanguage, currency: string, timeZone: string): Paper {
  const locale = locales[language]
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency })
  const minorUnits = 10 ** (money.resolvedOptions().maximumFractionDigits ?? 2)
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' })
  return {
    locale,
    say: (word, values) =>
      String(
        new IntlMessageFormat(words[language][word], locale, undefined, { ignoreTag: true }).format(values),
      ),
    money: (amountMinor) => money.format(amountMinor / minorUnits),
    day: (date) => day.format(new Date(`${date}T00:00:00Z`)),
    moment: (instant) => moment.format(new Date(instant)),
    time: (text) => time.format(new Date(`2000-01-01T${text}:00Z`)),
  }
}
