/**
 * An amount as Postgres's JSON gives it, a number or decimal text, in minor units: exactly, or not at all. Of a number
 * the nearest whole count is right when it leads back to the very same number.
 */
export function wireToMinor(value: unknown): number | undefined {
  if (typeof value === 'string') return decimalToMinor(value)
  if (typeof value !== 'number') return undefined
  const minor = Math.round(value * 100)
  return isAmount(minor) && minor / 100 === value ? minor + 0 : undefined
}

/** `-12.5` is -1250. More than two places are refused, unless they are zeros. */
function decimalToMinor(text: string): number | undefined {
  const [, sign, whole = '', fraction = ''] = decimalForm.exec(text) ?? []
  if (sign === undefined) return undefined
  const minor = Number(whole + fraction.padEnd(2, '0'))
  if (!isAmount(minor)) return undefined
  return sign === '-' && minor !== 0 ? -minor : minor
}

/** Minor units as decimal text: -1250 is `-12.50`. */
export function minorToDecimal(minor: number): string {
  if (!isAmount(minor)) throw new RangeError('not an amount in minor units')
  const digits = String(Math.abs(minor)).padStart(3, '0')
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

const decimalForm = /^(-?)(\d{1,14})(?:\.(\d{1,2})0*)?$/

/** What numeric(14,2) holds. */
function isAmount(minor: number): boolean {
  return Number.isInteger(minor) && Math.abs(minor) <= 99_999_999_999_999
}
