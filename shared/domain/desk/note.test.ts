import { expect, test } from 'vitest'
import { checkNote, type NewNote } from './note.ts'

const bookingId = 'b'
const today = '2026-08-13'

test.each<[string, NewNote, string | null]>([
  ['a message wants its guest', { kind: 'message' }, 'bookingId'],
  ['a message', { kind: 'message', bookingId }, null],
  ['a task wants a department', { kind: 'task', dueOn: today }, 'department'],
  ['a task wants a day', { kind: 'task', department: 'maintenance' }, 'dueOn'],
  ['a task of a day that is over', { kind: 'task', department: 'maintenance', dueOn: '2026-08-12' }, 'dueOn'],
  ['a task', { kind: 'task', department: 'maintenance', dueOn: today }, null],
  ['a wake-up call wants its time', { kind: 'wake_up', bookingId, dueOn: today }, 'dueAt'],
  ['a wake-up call', { kind: 'wake_up', bookingId, dueOn: today, dueAt: '06:30' }, null],
  ['an alert wants its moment', { kind: 'alert', bookingId }, 'popsUp'],
  ['an alert', { kind: 'alert', bookingId, popsUp: 'check_in' }, null],
  ['nothing else pops up', { kind: 'message', bookingId, popsUp: 'check_in' }, 'popsUp'],
  ['a word to the next shift', { kind: 'handover' }, null],
])('%s', (_, note, field) => {
  const checked = checkNote(note, today)
  expect(checked.ok ? null : checked.error.field).toBe(field)
})
