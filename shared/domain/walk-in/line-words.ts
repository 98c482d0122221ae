import type { PaymentMethod } from '../folio/payment-method.ts'
import { plainWord } from './split-line.ts'

/** What a walk-in may be given, by the words that a clerk has for it. */
export interface LineVocabulary {
  readonly businessDate: string
  readonly types: readonly {
    readonly roomTypeId: string
    readonly code: string
    readonly name: string
    /** As the hotel describes it: '1 king bed'. */
    readonly beds: string
  }[]
  readonly rooms: readonly {
    readonly roomId: string
    readonly roomNumber: string
    readonly roomTypeId: string
  }[]
  /** Digits after the point of the hotel's money. */
  readonly minorDigits: number
}

/** The types that a word may mean: a code, a word of the name or of the beds, in English or Portuguese. Null for other words. */
export function typesOfWord(text: string, { types }: LineVocabulary): ReadonlySet<string> | null {
  const word = commonWord(plainWord(text))
  const found = types.filter((type) => plainWord(type.code) === plainWord(text) || wordsOf(type).has(word))
  if (found.length > 0) return new Set(found.map(({ roomTypeId }) => roomTypeId))
  return knownTypeWords.has(word) ? new Set() : null
}

/** Every word by which a type may be called. */
export function typeWords({ types }: LineVocabulary): ReadonlySet<string> {
  return new Set(types.flatMap((type) => [plainWord(type.code), ...wordsOf(type)]))
}

export function methodOfWord(text: string): PaymentMethod | null {
  return methodWords.get(plainWord(text)) ?? null
}

export const methodWords: ReadonlyMap<string, PaymentMethod> = new Map([
  ['cash', 'cash'],
  ['dinheiro', 'cash'],
  ['numerario', 'cash'],
  ['card', 'card'],
  ['cartao', 'card'],
  ['visa', 'card'],
  ['mastercard', 'card'],
  ['amex', 'card'],
  ['multibanco', 'card'],
  ['transfer', 'bank_transfer'],
  ['transferencia', 'bank_transfer'],
  ['wallet', 'mobile_wallet'],
  ['mbway', 'mobile_wallet'],
  ['voucher', 'voucher'],
  ['ledger', 'city_ledger'],
])

function wordsOf({ name, beds }: { readonly name: string; readonly beds: string }): ReadonlySet<string> {
  const words = `${name} ${beds}`.split(/[^\p{L}\p{N}]+/u).map((word) => commonWord(plainWord(word)))
  return new Set(words.filter((word) => word.length > 2 && !emptyWords.has(word)))
}

/** Words that every type has, and that tell none from another. */
const emptyWords: ReadonlySet<string> = new Set([
  'room',
  'quarto',
  'bed',
  'beds',
  'cama',
  'camas',
  'with',
  'com',
  'and',
  'one',
  'two',
  'uma',
  'duas',
  'the',
  'para',
])

/** What is said in either language, by the English word. */
function commonWord(word: string): string {
  return synonyms.get(word) ?? word
}

const synonyms: ReadonlyMap<string, string> = new Map([
  ['casal', 'double'],
  ['duplo', 'double'],
  ['dupla', 'double'],
  ['individual', 'single'],
  ['solteiro', 'single'],
  ['gemeas', 'twin'],
  ['familia', 'family'],
  ['familiar', 'family'],
  ['luxo', 'deluxe'],
  ['suites', 'suite'],
])

/** Said of rooms everywhere: where no type is called so, the word is not taken for somebody's name. */
const knownTypeWords: ReadonlySet<string> = new Set([
  'king',
  'queen',
  'double',
  'twin',
  'single',
  'triple',
  'suite',
  'family',
  'deluxe',
])
