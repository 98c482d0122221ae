import { expect, test } from 'vitest'
import { plateOf, searchText } from './search-text.ts'

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

test('a number plate is one piece however it is written, and what is none is not', () => {
  const plates = ['AB-12-CD', 'ab 12 cd', 'AB12CD', '1234 BCD', 'M-AB 1234', 'ab·12·cd']
  expect(plates.map(plateOf)).toEqual(['ab12cd', 'ab12cd', 'ab12cd', '1234bcd', 'mab1234', 'ab12cd'])
  for (const text of ['smith', 'john smith', '12-34', 'g1', 'lee 12 x y z q', ''])
    expect([text, plateOf(text)]).toEqual([text, null])
})
