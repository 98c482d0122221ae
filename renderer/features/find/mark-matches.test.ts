import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markMatches } from './mark-matches.ts'

const marked = (text: string, query: string) =>
  markMatches(text, query)
    .map((piece) => (piece.hit ? `[${piece.text}]` : piece.text))
    .join('')

test('each word of the query is marked wherever it stands', () => {
  expect(marked('Smith, John Smithson', 'smith jo')).toBe('[Smith], [Jo]hn [Smith]son')
})

test('case and accents do not matter, composed or not', () => {
  expect(marked('José Lefèvre', 'jose lefev')).toBe('[José] [Lefèv]re')
  expect(marked('Jose\u0301', 'jose')).toBe('[Jose]\u0301')
  expect(marked('ŁUKASZ', 'łu')).toBe('[ŁU]KASZ')
})

test('no match marks nothing', () => {
  expect(marked('Smith', 'x')).toBe('Smith')
  expect(marked('Smith', '  ')).toBe('Smith')
})

test('whatever is marked, the text stays the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, query) => {
      expect(
        markMatches(text, query)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text)
    }),
  )
})
