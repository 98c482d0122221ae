import { expect, test } from 'vitest'
import { matchActions, type FoundAction } from './match-actions.ts'

const action = (id: string, label: string, also = ''): FoundAction => ({
  id,
  label,
  also,
  keys: '',
  needsStay: false,
})

const actions = [
  action('walkIn', 'Walk-in', 'no booking'),
  action('newBooking', 'New booking', 'reservation'),
  action('endDay', 'End the day', 'close day night audit'),
  action('rooms', 'Rooms', 'housekeeping'),
  action('undo', 'Sessão: terminar'),
]
const found = (query: string) => {
  const { before, after } = matchActions(actions, query)
  return [...before, ...after].map(({ id }) => id)
}

test('an action is found by the beginnings of its words, in any order, or by what else it is called', () => {
  expect(found('walk in')).toEqual(['walkIn'])
  expect(found('day end')).toEqual(['endDay'])
  expect(found('close day')).toEqual(['endDay'])
  expect(found('sessao')).toEqual(['undo'])
})

test('what is called so comes before what one may also call so; two letters are too little', () => {
  expect(found('book')).toEqual(['newBooking', 'walkIn'])
  expect(found('wa')).toEqual([])
  expect(found('smith')).toEqual([])
  expect(matchActions(actions, 'walk').before.map(({ id }) => id)).toEqual(['walkIn'])
  expect(matchActions(actions, 'book').before).toEqual([])
})
