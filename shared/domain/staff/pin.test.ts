import { expect, test } from 'vitest'
import { isGuessablePin } from './pin.ts'

test('a number of one digit or of neighbours is guessed at once', () => {
  for (const pin of ['0000', '1111', '1234', '456789', '4321']) expect(isGuessablePin(pin)).toBe(true)
  for (const pin of ['1357', '1224', '8091', '90125']) expect(isGuessablePin(pin)).toBe(false)
})
