import { expect, test } from 'vitest'
import { likenessOf, type PersonMarks } from './likeness.ts'

const ada: PersonMarks = {
  fullName: 'ada byron',
  phone: '351912345678',
  email: 'ada@example.org',
  dateOfBirth: '1980-02-01',
}
const nobody: PersonMarks = { fullName: '', phone: '', email: '', dateOfBirth: null }

test.each<[string, Partial<PersonMarks>, readonly string[]]>([
  ['nobody', {}, []],
  ['the same mail', { email: 'ada@example.org' }, ['email']],
  ['the same telephone without the country', { phone: '0912345678' }, ['phone']],
  ['an extension', { phone: '5678' }, []],
  ['the same name and birthday', { fullName: 'ada byron', dateOfBirth: '1980-02-01' }, ['name_and_birth']],
  [
    'a slip in the name and the same birthday',
    { fullName: 'ada biron', dateOfBirth: '1980-02-01' },
    ['name_and_birth'],
  ],
  ['a namesake', { fullName: 'ada byron', dateOfBirth: '1981-02-01' }, []],
  ['the same name alone', { fullName: 'ada byron' }, ['same_name']],
  ['one letter less', { fullName: 'ada byro' }, ['similar_name']],
  ['two letters swapped', { fullName: 'ada bryon' }, ['similar_name']],
  ['another name', { fullName: 'eva byron' }, []],
])('%s', (_, other, likenesses) => {
  expect(likenessOf(ada, { ...nobody, ...other })).toEqual(likenesses)
  expect(likenessOf({ ...nobody, ...other }, ada)).toEqual(likenesses)
})
