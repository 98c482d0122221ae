import { expect, test } from 'vitest'
import { bindings, chordOf, keyFor, keyNames, type KeyName, type KeyScope } from './keys.ts'

function press(
  key: string,
  modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
  code = '',
) {
  return { key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers }
}

test('no chord means two things where both could be meant', () => {
  const together: readonly (readonly KeyScope[])[] = [
    ['desk', 'queue', 'booking'],
    ['desk', 'rack'],
    ['desk', 'room'],
    ['queue', 'group'],
    ['desk', 'queue', 'waitlist'],
    ['dialog'],
  ]
  for (const scopes of together) {
    const chords = keyNames
      .filter((name) => scopes.includes(bindings[name].scope))
      .flatMap((name) => bindings[name].chords)
    expect(new Set(chords).size).toBe(chords.length)
  }
})

test('a letter means the same wherever it works: of a stay in a list, in the rack, of a group, a room, who waits', () => {
  const same: readonly (readonly [KeyName, KeyName])[] = [
    // of a stay in hand the rack moves it where it is, and the drawer asks for the room
    ['moveRoom', 'grab'],
    ['block', 'blockDays'],
    ['checkIn', 'groupIn'],
    ['checkOut', 'groupOut'],
    ['assign', 'groupRooms'],
    ['payment', 'groupPay'],
    ['cancel', 'waitDrop'],
    // one more of what is looked at
    ['waitAdd', 'groupAdd'],
  ]
  const others = new Set(same.map(([, other]) => other))
  const letters = keyNames
    .filter((name) => !others.has(name))
    .flatMap((name) => bindings[name].chords)
    .filter((chord) => /^([A-Z]|Delete)$/.test(chord))
  expect(letters).toEqual([...new Set(letters)])
  for (const [name, other] of same) expect(bindings[other].chords).toEqual(bindings[name].chords)
})

test('a letter is the same with Shift, Caps Lock or neither', () => {
  expect(keyFor(press('i'), ['booking'])).toBe('checkIn')
  expect(keyFor(press('I', { shiftKey: true }), ['booking'])).toBe('checkIn')
})

test('a letter with Ctrl is not the letter alone', () => {
  expect(keyFor(press('c', { ctrlKey: true }), ['desk', 'booking'])).toBeUndefined()
  expect(keyFor(press('p', { ctrlKey: true }), ['desk', 'booking'])).toBeUndefined()
})

test('the command key of a Mac does what Ctrl does', () => {
  expect(keyFor(press('k', { metaKey: true }), ['desk'])).toBe('find')
})

test('a question mark is found wherever the keyboard keeps it', () => {
  expect(chordOf(press('?', { shiftKey: true }))).toBe('?')
  expect(keyFor(press('?', { shiftKey: true }), ['desk'])).toBe('keys')
})

test('a keyboard of another script uses the Latin letter at the same place', () => {
  expect(keyFor(press('ш', {}, 'KeyI'), ['booking'])).toBe('checkIn')
})

test('Shift changes what a function key means', () => {
  expect(keyFor(press('F9'), ['desk'])).toBe('newBooking')
  expect(keyFor(press('F9', { shiftKey: true }), ['desk'])).toBe('walkIn')
})

test('a key outside its scope means nothing', () => {
  expect(keyFor(press('i'), ['desk'])).toBeUndefined()
})
