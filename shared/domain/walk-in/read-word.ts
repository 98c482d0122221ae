import type { PaymentMethod } from '../folio/payment-method.ts'
import { departureOfWord } from './line-departure.ts'
import { methodOfWord, typesOfWord, type LineVocabulary } from './line-words.ts'
import { plainWord, type LineWord } from './split-line.ts'

/** What one word says by itself. */
export type Meaning =
  | { readonly kind: 'name' }
  | { readonly kind: 'nights'; readonly nights: number }
  | { readonly kind: 'departure'; readonly departure: string }
  | { readonly kind: 'party'; readonly adults: number; readonly children: number }
  | { readonly kind: 'room'; readonly roomNumber: string }
  | { readonly kind: 'type'; readonly roomTypeIds: ReadonlySet<string> }
  | { readonly kind: 'rate'; readonly rateMinor: number }
  /** A bare number is a room or a price: which, the whole line says. */
  | { readonly kind: 'number'; readonly digits: string }
  /** Which, it does not say. */
  | { readonly kind: 'unclear' }
  | { readonly kind: 'method'; readonly method: PaymentMethod }
  | { readonly kind: 'phone'; readonly phone: string }
  | { readonly kind: 'email'; readonly email: string }
  | { readonly kind: 'unknown' }

/** What a word of the line means. It knows the hotel's types, and takes for a name what is letters and nothing else. */
export function readWord({ text, quoted }: LineWord, vocabulary: LineVocabulary): Meaning {
  if (quoted) return { kind: 'name' }
  const plain = plainWord(text)
  const nights = /^(\d{1,3})(?:n|nt|nts|nights?|noites?)$/.exec(plain)
  if (nights !== null) return { kind: 'nights', nights: Number(nights[1]) }
  const room = /^#(.+)$/.exec(text)
  if (room !== null) return { kind: 'room', roomNumber: room[1] ?? '' }
  const departure = departureOfWord(plain, vocabulary.businessDate)
  if (departure !== null) return { kind: 'departure', departure }
  return (
    readParty(plain) ??
    readContact(text) ??
    readNumber(text, vocabulary) ??
    readNamed(text, vocabulary) ?? { kind: isName(text) ? 'name' : 'unknown' }
  )
}

function readParty(plain: string): Meaning | null {
  const both =
    /^(?:(\d{1,2})(?:a|ad|adults?|adultos?|p|pax))?(?:(\d{1,2})(?:c|k|kids?|child|children|criancas?))?$/.exec(
      plain,
    )
  if (both === null || (both[1] === undefined && both[2] === undefined)) return null
  return { kind: 'party', adults: Number(both[1] ?? 1), children: Number(both[2] ?? 0) }
}

function readContact(text: string): Meaning | null {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return { kind: 'email', email: text }
  return /^(?:\+\d{6,18}|\d{9,18})$/.test(text) ? { kind: 'phone', phone: text } : null
}

/** `120.00`, `120,50`, `€120`, `120€` and `@120` are money; `120` alone may be a room. */
function readNumber(text: string, { minorDigits }: LineVocabulary): Meaning | null {
  const match = /^([@€$£]?)(\d{1,8})(?:[.,](\d{1,3}))?([€$£]?)$/.exec(text)
  if (match === null) return null
  const [, before, whole = '', fraction, after] = match
  if (before === '' && after === '' && fraction === undefined) return { kind: 'number', digits: whole }
  if (fraction !== undefined && fraction.length !== minorDigits) return { kind: 'unknown' }
  return { kind: 'rate', rateMinor: Number(`${whole}${(fraction ?? '').padEnd(minorDigits, '0')}`) }
}

function readNamed(text: string, vocabulary: LineVocabulary): Meaning | null {
  const method = methodOfWord(text)
  if (method !== null) return { kind: 'method', method }
  const roomTypeIds = typesOfWord(text, vocabulary)
  return roomTypeIds === null ? null : { kind: 'type', roomTypeIds }
}

function isName(text: string): boolean {
  return /^[\p{L}\p{M}][\p{L}\p{M}.'’‘·-]*[,]?$/u.test(text)
}
