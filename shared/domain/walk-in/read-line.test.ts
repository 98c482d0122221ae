import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paymentMethods } from '../folio/payment-method.ts'
import { addDays } from '../calendar/days.ts'
import type { LineVocabulary } from './line-words.ts'
import { readLine } from './read-line.ts'

/** Thursday. Room 120 is there to be taken for a price. */
const vocabulary: LineVocabulary = {
  businessDate: '2026-08-13',
  minorDigits: 2,
  types: [
    { roomTypeId: 'king', code: 'DLK', name: 'Deluxe King', beds: '1 king bed' },
    { roomTypeId: 'twin', code: 'DLT', name: 'Deluxe Twin', beds: '2 single beds' },
    { roomTypeId: 'double', code: 'DBL', name: 'Double', beds: '1 double bed' },
  ],
  rooms: [
    { roomId: 'r120', roomNumber: '120', roomTypeId: 'king' },
    { roomId: 'r204', roomNumber: '204', roomTypeId: 'double' },
    { roomId: 'r12b', roomNumber: '12B', roomTypeId: 'double' },
  ],
}

const read = (line: string) => readLine(line, vocabulary)
const problemsOf = (line: string) =>
  read(line).words.flatMap(({ text, problem }) => (problem === null ? [] : [`${text}: ${problem}`]))

describe('a walk-in in one line', () => {
  test('says who, how long, what, for how much and paid how', () => {
    expect(read('smith 2n king 120 cash')).toMatchObject({
      fullName: 'Smith',
      nights: 2,
      departure: '2026-08-15',
      adults: 1,
      children: 0,
      roomTypeIds: ['king'],
      roomId: null,
      rateMinor: 120_00,
      method: 'cash',
    })
  })

  test('is one night for one adult in any room where nothing else is said', () => {
    expect(read('ana de sá')).toMatchObject({
      fullName: 'Ana de Sá',
      nights: 1,
      adults: 1,
      roomTypeIds: null,
      rateMinor: null,
      method: null,
    })
  })

  test('is read in Portuguese too', () => {
    expect(read('silva 3 noites casal 2a1c 95,50 cartão')).toMatchObject({
      nights: 3,
      roomTypeIds: ['double'],
      adults: 2,
      children: 1,
      rateMinor: 95_50,
      method: 'card',
    })
  })

  test.each([
    ['smith 15/8', '2026-08-15'],
    ['smith 2026-08-20', '2026-08-20'],
    ['smith >15', '2026-08-15'],
    ['smith >fri', '2026-08-14'],
    ['smith >sab', '2026-08-15'],
    ['smith >13', '2026-09-13'],
    ['smith 2/1', '2027-01-02'],
  ])('takes the day of departure from %s', (line, departure) => {
    expect(read(line).departure).toBe(departure)
    expect(problemsOf(line)).toEqual([])
  })

  test('takes a bare number for what the line still lacks: the room, else the price', () => {
    expect(read('smith 204 cash')).toMatchObject({ roomId: 'r204', rateMinor: null })
    expect(read('smith 120 king')).toMatchObject({ roomId: null, rateMinor: 120_00 })
    expect(read('smith 204 95')).toMatchObject({ roomId: 'r204', rateMinor: 95_00 })
    expect(read('smith 95 204')).toMatchObject({ roomId: 'r204', rateMinor: 95_00 })
    expect(read('smith #120 120')).toMatchObject({ roomId: 'r120', rateMinor: 120_00 })
    expect(read('smith #12b')).toMatchObject({ roomId: 'r12b' })
    expect(problemsOf('smith 120 204')).toEqual(['120: room_or_price', '204: room_or_price'])
  })

  test('narrows the type by every word of it, and asks where words go against each other', () => {
    expect(read('smith deluxe').roomTypeIds).toEqual(['king', 'twin'])
    expect(read('smith deluxe twin').roomTypeIds).toEqual(['twin'])
    expect(read('smith dlt').roomTypeIds).toEqual(['twin'])
    expect(problemsOf('smith king twin')).toEqual(['twin: said_twice'])
    expect(problemsOf('smith king #204')).toEqual(['#204: other_type'])
    expect(problemsOf('smith suite')).toEqual(['suite: no_such_type'])
  })

  test('takes what is between quotation marks for a name, whatever it says', () => {
    expect(read('"John King" 2n king')).toMatchObject({ fullName: 'John King', roomTypeIds: ['king'] })
    expect(read('"cash" king')).toMatchObject({ fullName: 'Cash', method: null })
  })

  test('names the word that it does not understand, and one that may be a slip', () => {
    expect(problemsOf('smith 2x king')).toEqual(['2x: not_understood'])
    expect(problemsOf('smith 2n kng')).toEqual(['kng: not_understood'])
    expect(read('smith 2n kng').words.at(-1)?.near).toBe('king')
    expect(problemsOf('smith 2n 3n')).toEqual(['3n: said_twice'])
    expect(problemsOf('smith 500n')).toEqual(['500n: too_late'])
    expect(problemsOf('smith 2026-08-12')).toEqual(['2026-08-12: in_past'])
    expect(problemsOf('smith 0a')).toEqual(['0a: nobody'])
    expect(problemsOf('smith 99a')).toEqual(['99a: too_many'])
    expect(problemsOf('smith 31/2')).toEqual(['31/2: not_understood'])
    expect(problemsOf('smith #999')).toEqual(['#999: no_such_room'])
  })

  test('takes a telephone and an address for those of somebody new', () => {
    expect(read('smith +351912345678 s@x.pt 1n')).toMatchObject({ phone: '+351912345678', email: 's@x.pt' })
  })

  test('never throws, and says of every word of it what it takes it for', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), pieces),
        (line) => {
          const { words, nights, fullName } = read(line)
          for (const { from, to, text } of words) {
            expect(line.slice(from, to).replaceAll(/\s/gu, '')).toContain(text.replaceAll(/\s/gu, ''))
          }
          expect(words.every((word, index) => word.from >= (words[index - 1]?.to ?? 0))).toBe(true)
          expect(nights).toBeGreaterThanOrEqual(0)
          expect(fullName.length).toBeLessThanOrEqual(100)
        },
      ),
      { numRuns: 400 },
    )
  })

  test('comes to the same in any order, and back to what was meant', () => {
    fc.assert(
      fc.property(wish, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), (meant, order) => {
        const said = wordsOf(meant).toSorted((a, b) => (order[a.place] ?? 0) - (order[b.place] ?? 0))
        const line = said.map(({ text }) => text).join('  ')
        const { words, ...result } = read(line)
        expect(words.filter(({ problem }) => problem !== null)).toEqual([])
        expect(result).toEqual({
          fullName: meant.name,
          phone: '',
          email: '',
          nights: meant.nights,
          departure: addDays('2026-08-13', meant.nights),
          adults: meant.adults,
          children: meant.children,
          roomTypeIds: meant.type === null ? null : [meant.type.id],
          roomId: meant.roomId,
          rateMinor: meant.rateMinor,
          method: meant.method,
        })
      }),
      { numRuns: 400 },
    )
  })
})

const pieces = fc
  .array(
    fc.constantFrom(
      'smith',
      '2n',
      'king',
      '120',
      '204',
      'cash',
      '"',
      '#',
      '>',
      '15/8',
      '2a1c',
      '@',
      '1e9',
      '٣n',
      '‮',
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(' '))

const wish = fc.record({
  name: fc.constantFrom('Smith', 'Ana de Sá', '李小龍', 'אברהם', "O'Brien", 'Jean-Luc Picard'),
  nights: fc.integer({ min: 0, max: 366 }),
  asDay: fc.boolean(),
  adults: fc.integer({ min: 1, max: 20 }),
  children: fc.integer({ min: 0, max: 20 }),
  type: fc.constantFrom(
    null,
    { id: 'king', word: 'king' },
    { id: 'double', word: 'casal' },
    { id: 'twin', word: 'DLT' },
  ),
  roomId: fc.constant(null),
  rateMinor: fc.option(fc.integer({ min: 1, max: 99_999_99 })),
  method: fc.option(fc.constantFrom(...paymentMethods.filter((method) => method !== 'other'))),
})

const wordOfMethod = {
  cash: 'cash',
  card: 'visa',
  bank_transfer: 'transfer',
  mobile_wallet: 'mbway',
  voucher: 'voucher',
  city_ledger: 'ledger',
  other: '',
} as const

/** A wish as somebody could have typed it; each thing has its own place to be moved from. */
function wordsOf(meant: typeof wish extends fc.Arbitrary<infer Wish> ? Wish : never) {
  const { name, nights, asDay, adults, children, type, rateMinor, method } = meant
  const texts = [
    name,
    asDay ? addDays('2026-08-13', nights) : `${nights}n`,
    `${adults}a${children}c`,
    type?.word ?? '',
    rateMinor === null ? '' : (rateMinor / 100).toFixed(2),
    method === null ? '' : wordOfMethod[method],
  ]
  return texts.map((text, place) => ({ text, place })).filter(({ text }) => text !== '')
}
