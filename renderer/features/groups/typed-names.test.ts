import { expect, test } from 'vitest'
import { guestOf, namesOfText } from './typed-names.ts'

test('a list is read one name to a line, without what counts them and what stands beside them', () => {
  const list = '1. Ana Silva\r\n2) João Sá\n\n - Wei Chen\n4\tOmar Haddad\tDBL\n• Bo\nאבי כהן'
  expect(namesOfText(list)).toEqual(['Ana Silva', 'João Sá', 'Wei Chen', 'Omar Haddad', 'Bo', 'אבי כהן'])
})

test('a name of digits is none, and one that is too long is cut', () => {
  expect(namesOfText('12345\n \n')).toEqual([])
  expect(namesOfText('x'.repeat(10_000))[0]).toHaveLength(100)
})

test('a name that was chosen is somebody known, a typed one somebody new', () => {
  expect(guestOf({ text: 'Ana', guestId: 'g1' })).toEqual({ kind: 'known', guestId: 'g1' })
  expect(guestOf({ text: ' Ana ', guestId: null })).toMatchObject({ kind: 'new', fullName: 'Ana' })
  expect(guestOf({ text: '  ', guestId: null })).toBeNull()
})
