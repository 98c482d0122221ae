import type { MoneyMention } from '../../../shared/domain/desk/mention.ts'
import { searchText } from '../search-text.ts'
import type { SearchQuery } from './search-query.ts'

/** An amount that somebody asks about: '173.40', 'paid 173,40', 'smith 1.173,40'. */
export interface AmountQuery {
  readonly amountMinor: number
  /** What kind of thing it is said to be; any where nothing is said. */
  readonly sort: MoneyMention | null
  /** The other words: the guest's, or none. */
  readonly who: SearchQuery
}

/** The amount in what was typed, or null where there is none. A whole number is one only where the words say so. */
export function parseAmount(query: SearchQuery, minorDigits: number): AmountQuery | null {
  const words = searchText(query.text).split(' ').map(withoutSign)
  const sort = words.map((word) => sorts.get(word) ?? null).find((found) => found !== null) ?? null
  const amounts = words.map((word) => amountOf(word, minorDigits, sort !== null))
  const at = amounts.findIndex((amount) => amount !== null)
  const amountMinor = amounts[at]
  if (amountMinor === undefined || amountMinor === null) return null
  const who = words.filter((word, index) => index !== at && word !== '' && !sorts.has(word))
  return { amountMinor, sort, who: { text: who.join(' '), words: who, plate: null } }
}

/** In minor units. The last point or comma is the decimal one when as many figures follow as the money has. */
function amountOf(word: string, minorDigits: number, mayBeWhole: boolean): number | null {
  const decimals = minorDigits === 0 ? '' : `[.,](?<part>\\d{${minorDigits}})`
  const [, , part = ''] = new RegExp(`^(\\d[\\d.,']*)${decimals === '' ? '()' : decimals}$`).exec(word) ?? []
  const isWhole = part === ''
  if (isWhole && !(mayBeWhole && /^\d{1,3}(?:[.,']?\d{3})*$/.test(word))) return null
  const whole = (isWhole ? word : word.slice(0, -part.length - 1)).replace(/[.,']/g, '')
  return whole.length > 9 ? null : Number(whole + part.padEnd(minorDigits, '0'))
}

function withoutSign(word: string): string {
  return word.replace(/^[€$£¥]|[€$£¥]$/g, '')
}

/** As they are said in either language, without accents. */
const sorts: ReadonlyMap<string, MoneyMention> = new Map([
  ...['paid', 'payment', 'pago', 'paga', 'pagou', 'pagamento'].map((word) => [word, 'paid'] as const),
  ...['charge', 'charged', 'cobrado', 'cobrou', 'lancado'].map((word) => [word, 'charge'] as const),
  ...['owes', 'owed', 'due', 'balance', 'deve', 'saldo', 'divida'].map((word) => [word, 'balance'] as const),
])
