import { IntlMessageFormat } from 'intl-messageformat'

export type MessageValues = Readonly<Record<string, string | number>>

const parsed = new Map<string, IntlMessageFormat>()

/** An ICU message in words: plurals and choices by the language's own rules. */
export function say(locale: string, message: string, values?: MessageValues): string {
  if (!message.includes('{') && !message.includes("'")) return message
  const key = `${locale} ${message}`
  const known = parsed.get(key)
  const format = known ?? new IntlMessageFormat(message, locale, undefined, { ignoreTag: true })
  if (!known) parsed.set(key, format)
  return String(format.format(values))
}
