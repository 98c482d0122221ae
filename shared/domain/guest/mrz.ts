import { err, ok, type Result } from '../../kernel/result.ts'

/** What the machine-readable zone of a travel document says, once its check digits agree. Never the whole number. */
export interface MrzFields {
  readonly documentType: 'passport' | 'id_card' | 'visa'
  /** Of three letters, as the document writes it. */
  readonly issuer: string
  readonly nationality: string
  readonly fullName: string
  readonly documentLast4: string
  readonly dateOfBirth: string
  readonly gender: 'female' | 'male' | null
  readonly expiry: string
}

export type MrzError =
  | { readonly code: 'mrz_invalid'; readonly field: 'shape' }
  | { readonly code: 'mrz_invalid'; readonly field: 'number' | 'birth' | 'expiry' | 'whole' }

/**
 * Reads a machine-readable zone as ICAO 9303 lays it out: three lines of 30 characters (identity cards), two of 36 or two
 * of 44 (passports, visas). Every check digit has to be right: a wrong one is a slip of the reader or of the typist.
 */
export function readMrz(text: string, today: string): Result<MrzFields, MrzError> {
  const lines = text
    .toUpperCase()
    .split(/\s*\n\s*/)
    .map((line) => line.replaceAll(' ', ''))
    .filter((line) => line !== '')
  const layout = layoutOf(lines)
  if (layout === null) return err({ code: 'mrz_invalid', field: 'shape' })
  const all = lines.join('')
  if (!/^[A-Z0-9<]+$/.test(all)) return err({ code: 'mrz_invalid', field: 'shape' })
  for (const [field, digits, check] of layout.checks) {
    const data = digits.map(([from, to]) => all.slice(from, to)).join('')
    if (checkDigit(data) !== all.charAt(check)) return err({ code: 'mrz_invalid', field })
  }
  const number = all.slice(...layout.number).replaceAll('<', '')
  const birth = dateOf(all.slice(...layout.birth), (year) => (year > Number(today.slice(2, 4)) ? 1900 : 2000))
  const expiry = dateOf(all.slice(...layout.expiry), () => 2000)
  const type = documentTypes[all.charAt(0)]
  if (birth === null || expiry === null || type === undefined)
    return err({ code: 'mrz_invalid', field: 'shape' })
  return ok({
    documentType: type,
    issuer: all.slice(2, 5).replaceAll('<', ''),
    nationality: all.slice(...layout.nationality).replaceAll('<', ''),
    fullName: nameOf(all.slice(...layout.name)),
    documentLast4: number.slice(-4),
    dateOfBirth: birth,
    gender: genders[all.charAt(layout.gender)] ?? null,
    expiry,
  })
}

/** Digits as they are, letters from 10, fillers nought; weighted 7, 3, 1; modulo 10. */
export function checkDigit(data: string): string {
  const weights = [7, 3, 1] as const
  let sum = 0
  for (let index = 0; index < data.length; index += 1) {
    const code = data.charCodeAt(index)
    const value = data.charAt(index) === '<' ? 0 : code >= 65 ? code - 55 : code - 48
    sum += value * (weights[index % 3] ?? 0)
  }
  return String(sum % 10)
}

type Span = readonly [from: number, to: number]

interface Layout {
  readonly number: Span
  readonly birth: Span
  readonly expiry: Span
  readonly nationality: Span
  readonly name: Span
  readonly gender: number
  /** What is checked: its name, its characters, and where its digit stands. */
  readonly checks: readonly (readonly ['number' | 'birth' | 'expiry' | 'whole', readonly Span[], number])[]
}

const cards: Layout = {
  number: [5, 14],
  birth: [30, 36],
  gender: 37,
  expiry: [38, 44],
  nationality: [45, 48],
  name: [60, 90],
  checks: [
    ['number', [[5, 14]], 14],
    ['birth', [[30, 36]], 36],
    ['expiry', [[38, 44]], 44],
    [
      'whole',
      [
        [5, 30],
        [30, 37],
        [38, 45],
        [48, 59],
      ],
      59,
    ],
  ],
}

function twoLines(width: 36 | 44): Layout {
  const at = (column: number): number => width + column
  const span = (from: number, to: number): Span => [at(from), at(to)]
  return {
    number: span(0, 9),
    nationality: span(10, 13),
    birth: span(13, 19),
    gender: at(20),
    expiry: span(21, 27),
    name: [5, width],
    checks: [
      ['number', [span(0, 9)], at(9)],
      ['birth', [span(13, 19)], at(19)],
      ['expiry', [span(21, 27)], at(27)],
      ['whole', [span(0, 10), span(13, 20), span(21, width - 1)], at(width - 1)],
    ],
  }
}

/** A visa has the lines of its size and no digit over the whole. */
function layoutOf(lines: readonly string[]): Layout | null {
  const [first] = lines
  if (first === undefined || lines.some((line) => line.length !== first.length)) return null
  if (lines.length === 3 && first.length === 30) return cards
  if (lines.length !== 2 || (first.length !== 36 && first.length !== 44)) return null
  const layout = twoLines(first.length)
  if (!first.startsWith('V')) return layout
  return { ...layout, checks: layout.checks.filter(([field]) => field !== 'whole') }
}

const documentTypes: Readonly<Record<string, MrzFields['documentType']>> = {
  P: 'passport',
  V: 'visa',
  I: 'id_card',
  A: 'id_card',
  C: 'id_card',
}

const genders: Readonly<Record<string, 'female' | 'male'>> = { F: 'female', M: 'male' }

function dateOf(text: string, centuryOf: (year: number) => number): string | null {
  if (!/^\d{6}$/.test(text)) return null
  const year = Number(text.slice(0, 2))
  const date = `${centuryOf(year) + year}-${text.slice(2, 4)}-${text.slice(4, 6)}`
  return Number.isNaN(Date.parse(date)) ? null : date
}

/** `BYRON<<ADA<LOVELACE` is Ada Lovelace Byron. */
function nameOf(text: string): string {
  const [surname = '', given = ''] = text.split('<<')
  return [given, surname]
    .map((part) => part.replaceAll('<', ' ').trim())
    .filter((part) => part !== '')
    .join(' ')
}
