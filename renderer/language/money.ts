import { err, ok, type Result } from '../../shared/kernel/result.ts'

const formats = new Map<string, Intl.NumberFormat>()

function formatFor(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locale, options)
  formats.set(key, made)
  return made
}

/** How many decimals the currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
function minorDigits(currency: string): number {
  return formatFor('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/** An amount with its currency sign: €1,234.50. */
export function formatMoney(locale: string, currency: string, amountMinor: number): string {
  return formatFor(locale, { style: 'currency', currency }).format(
    toMajor(amountMinor, minorDigits(currency)),
  )
}

/** An amount alone, for columns and inputs: 1,234.50. */
export function formatAmount(locale: string, currency: string, amountMinor: number): string {
  const digits = minorDigits(currency)
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return formatFor(locale, options).format(toMajor(amountMinor, digits))
}

/** Decimal text, which Intl formats exactly where a floating-point quotient would not always be. */
function toMajor(amountMinor: number, digits: number): Intl.StringNumericLiteral {
  const sign = amountMinor < 0 ? '-' : ''
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits)
  const fraction = text.slice(text.length - digits)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a brand: digits, and one point before the decimals
  return `${sign}${whole}${digits > 0 ? '.' : ''}${fraction}` as Intl.StringNumericLiteral
}

export type MoneyTextError = { readonly code: 'empty' | 'not_an_amount' | 'too_many_decimals' | 'too_large' }

const largestMinor = 99_999_999_999

/**
 * Reads an amount as people type it: "12", "12.5", "12,50", "1.234,56", "1,234.56", "1 234,56", "€ 12".
 *
 * The last point or comma separates the decimals, unless it can only separate thousands ("1,234,567", or "1,234" where
 * the language writes thousands so). What could mean two amounts is refused, not guessed.
 */
export function parseMoney(text: string, currency: string, locale: string): Result<number, MoneyTextError> {
  const bare = text
    .toUpperCase()
    .replace(currency, '')
    .replace(/[\p{Sc}\s'’]/gu, '')
  if (bare === '') return err({ code: 'empty' })
  if (!/^\d*(?:[.,]\d+)*[.,]?$/.test(bare) || !/\d/.test(bare)) return err({ code: 'not_an_amount' })

  const digits = minorDigits(currency)
  const { whole, fraction, grouped } = split(bare, decimalSign(locale))
  if (!grouped) return err({ code: 'not_an_amount' })
  if (fraction.length > digits) return err({ code: 'too_many_decimals' })

  const amountMinor = Number(`${whole}${fraction.padEnd(digits, '0')}`)
  return amountMinor <= largestMinor ? ok(amountMinor) : err({ code: 'too_large' })
}

function split(bare: string, decimal: string): { whole: string; fraction: string; grouped: boolean } {
  const last = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','))
  if (last === -1) return { whole: bare, fraction: '', grouped: true }
  const sign = bare.charAt(last)
  const after = bare.slice(last + 1)
  const repeated = bare.indexOf(sign) !== last
  const thousands = repeated || (after.length === 3 && sign !== decimal)
  const wholeText = thousands ? bare : bare.slice(0, last)
  return {
    whole: wholeText.replaceAll(/[.,]/g, ''),
    fraction: thousands ? '' : after,
    grouped: isGrouped(wholeText, thousands ? undefined : sign),
  }
}

/** Are the thousands of the whole part written in groups of three, by one sign that is not the decimal one? */
function isGrouped(whole: string, decimal: string | undefined): boolean {
  const sign = whole.match(/[.,]/)?.[0]
  if (sign === undefined) return true
  const groups = whole.split(sign)
  return (
    sign !== decimal && groups.every((group, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(group))
  )
}

function decimalSign(locale: string): string {
  return (
    formatFor(locale, {})
      .formatToParts(1.5)
      .find((part) => part.type === 'decimal')?.value ?? '.'
  )
}
