import { expect, test } from 'vitest'
import { searchText } from './search-text.ts'

test('accents, case and letters of other alphabets do not keep a guest from being found', () => {
  const written = ['Müller', 'ÅNGSTRÖM', 'Łódź', 'Straße', 'İstanbul', 'Œuvre', '  two   words ']
  expect(written.map(searchText)).toEqual([
    'muller',
    'angstrom',
    'lodz',
    'strasse',
    'istanbul',
    'oeuvre',
    'two words',
  ])
})

test('marks that are letters of their script stay', () => {
  expect(searchText('สวัสดี')).toBe('สวัสดี')
})
