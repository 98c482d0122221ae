import { expect, test } from 'vitest'
import { errorCodes } from '../../shared/contract/errors.ts'
import { calls } from '../../shared/contract/index.ts'
import { refusalCodes } from '../../shared/protocol/refusals.ts'
import { catalogues, type Catalogue } from './catalogue.ts'
import { english } from './english.ts'
import { languages } from './locale.ts'
import { say } from './say.ts'

const inEnglish: Catalogue = english

const valuesIn = (message: string) =>
  [...new Set([...message.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name ?? ''))].toSorted()

for (const language of languages) {
  const messages = Object.entries(catalogues[language])

  test(`${language}: every refusal of the terminal and of the server has its sentence`, () => {
    const keys = messages.map(([key]) => key)
    expect(keys).toEqual(expect.arrayContaining(errorCodes.map((code) => `error.${code}`)))
    expect(keys).toEqual(expect.arrayContaining(refusalCodes.map((code) => `reason.${code}`)))
  })

  test(`${language}: what changes something has its word, for the line, the history and the handover`, () => {
    // a group is let in and out stay by stay, and what is done again is done by its own command
    const composed = new Set(['group.checkIn', 'group.checkOut', 'conflict.doAgain'])
    const changing = Object.entries(calls)
      .filter(([name, { input }]) => 'requestId' in input.shape && !composed.has(name))
      .map(([name]) => `command.${name}`)
    expect(changing.length).toBeGreaterThan(50)
    expect(messages.map(([key]) => key)).toEqual(expect.arrayContaining(changing))
  })

  test(`${language}: every message wants the same values as in English`, () => {
    const misfits = messages.filter(
      ([key, message]) => String(valuesIn(message)) !== String(valuesIn(inEnglish[toKey(key)])),
    )
    expect(misfits).toEqual([])
  })

  test(`${language}: every message can be said, of none, one and many`, () => {
    for (const [key, message] of messages) {
      for (const count of [0, 1, 7]) {
        const values = Object.fromEntries(
          valuesIn(message).map((name) => [name, name === 'owes' ? 'yes' : count]),
        )
        expect(say(language, message, values), key).toMatch(/\S/)
      }
    }
  })
}

test('no message is left in English by mistake', () => {
  const same = Object.entries(catalogues.pt).filter(
    ([key, message]) => message === inEnglish[toKey(key)] && message.length > 12,
  )
  expect(same).toEqual([])
})

function toKey(key: string): keyof Catalogue {
  if (!isKey(key)) throw new Error(`${key} is not in the English catalogue`)
  return key
}

function isKey(key: string): key is keyof Catalogue {
  return Object.hasOwn(english, key)
}
