import { expect, test } from 'vitest'
import { catalogues } from '../language/catalogue.ts'
import { say } from '../language/say.ts'
import type { Words } from '../language/use-words.ts'
import { noteWords } from './note-words.ts'

const english: Words = (key, values) => say('en', catalogues.en[key], values)
const portuguese: Words = (key, values) => say('pt', catalogues.pt[key], values)

test('what a check-in was done despite is read in words, in the language of whoever reads', () => {
  const note = 'Checked in despite room_dirty, guest_details_missing: insists'
  expect(noteWords(english, note)).toBe(
    'At check-in: The room is not clean yet. The guest’s nationality is not known. Let in all the same, because: insists',
  )
  expect(noteWords(portuguese, note)).not.toContain('_')
})

test('so is a manager’s word', () => {
  expect(noteWords(english, 'overbooking, price: by word of Henri Laurent')).toBe(
    'No room of this type is left: the house would be oversold. The price is below the hotel’s own. Henri Laurent answers for it.',
  )
})

test('what people wrote stands, line by line', () => {
  const written = 'Checked in despite rain: happy\nparking: by word of mouth\n'
  expect(noteWords(english, written)).toBe(written)
})
