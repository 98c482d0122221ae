import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkDigit, readMrz } from './mrz.ts'

/** The specimens of ICAO 9303. */
const passport = `P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
L898902C36UTO7408122F1204159ZE184226B<<<<<10`
const card = `I<UTOD231458907<<<<<<<<<<<<<<<
7408122F1204159UTO<<<<<<<<<<<6
ERIKSSON<<ANNA<MARIA<<<<<<<<<<`

const today = '2026-08-13'

describe('a machine-readable zone', () => {
  test('of a passport says who it is, until when, and of the number its end alone', () => {
    expect(readMrz(passport, today)).toEqual({
      ok: true,
      value: {
        documentType: 'passport',
        issuer: 'UTO',
        nationality: 'UTO',
        fullName: 'ANNA MARIA ERIKSSON',
        documentLast4: '02C3',
        dateOfBirth: '1974-08-12',
        gender: 'female',
        expiry: '2012-04-15',
      },
    })
  })

  test('of an identity card is read as well, typed small and with spaces', () => {
    const read = readMrz(` ${card.toLowerCase().replaceAll('<<<', '< <<')} `, today)
    expect(read).toMatchObject({ ok: true, value: { documentType: 'id_card', documentLast4: '5890' } })
  })

  test.each([
    ['number', 'L898902C3', 'L898902C4'],
    ['birth', '740812', '740813'],
    ['expiry', '120415', '120416'],
    ['whole', 'ZE184226B', 'ZE184226C'],
  ])('with a slip in its %s is not believed', (field, was, typed) => {
    expect(readMrz(passport.replace(was, typed), today)).toEqual({
      ok: false,
      error: { code: 'mrz_invalid', field },
    })
  })

  test('of no known shape is none', () => {
    for (const text of [
      '',
      'P<UTO',
      passport.slice(1),
      `${passport}\n${passport}`,
      passport.replace('L', '*'),
    ]) {
      expect(readMrz(text, today)).toEqual({ ok: false, error: { code: 'mrz_invalid', field: 'shape' } })
    }
  })

  test('never throws, whatever was typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => !readMrz(text, today).ok))
  })

  test('one wrong digit always shows', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9]{9}$/),
        fc.nat(8),
        fc.integer({ min: 1, max: 9 }),
        (text, at, by) => {
          const wrong = String((Number(text[at]) + by) % 10)
          const typed = text.slice(0, at) + wrong + text.slice(at + 1)
          return checkDigit(typed) !== checkDigit(text)
        },
      ),
    )
  })
})
