import { expect, test } from 'vitest'
import { pdfText } from '../../scripts/testing/pdf-text.ts'
import { documentLanguages } from '../../shared/domain/guest/document-language.ts'
import { type Confirmation, renderConfirmation } from './confirmation.ts'
import { words } from './paper.ts'
import { letter } from './testing/letter.ts'

const confirmation: Confirmation = {
  ...letter,
  checkInTime: '14:00',
  checkOutTime: '12:00',
  nightly: [
    { night: '2026-08-13', amountMinor: 120_50 },
    { night: '2026-08-14', amountMinor: 140_00 },
  ],
  paidMinor: 100_00,
  deposit: null,
  requests: 'A cot, please',
  isCancelled: false,
  heldUntil: null,
  terms: { freeUntil: '2026-08-11', isFreeNow: true, cancellationMinor: 120_50, noShowMinor: 260_50 },
}

const textOf = async (wishes: Partial<Confirmation>): Promise<string> =>
  (await pdfText(await renderConfirmation({ ...confirmation, ...wishes }))).join(' ')

test('a guest reads when to come, what it costs night by night, what is paid and what holds if plans change', async () => {
  const page = await textOf({})
  for (const said of [
    'Booking confirmation',
    'A00042-K',
    '13 Aug 2026',
    'from 14:00',
    'until 12:00',
    '2 nights, 2 adults, 1 child',
    'Room, night of 14 Aug 2026',
    '€260.50',
    '€160.50',
    'A cot, please',
    'up to and including 11 Aug 2026; after that €120.50',
    'If you do not arrive, €260.50',
  ])
    expect(page).toContain(said)
})

test('a deposit says by when it is paid, or that it is', async () => {
  const asked = { askedMinor: 120_50, openMinor: 20_50, dueOn: '2026-08-06' }
  expect(await textOf({ deposit: asked })).toContain('deposit of €20.50 by 6 Aug 2026')
  expect(await textOf({ deposit: { ...asked, openMinor: 0 } })).toContain('deposit of €120.50 is paid')
})

test('a hold says until when, and a booking called off says that it is', async () => {
  expect(await textOf({ heldUntil: '2026-08-05T17:00:00.000Z' })).toContain('until 5 Aug 2026, 18:00')
  const cancelled = await textOf({ isCancelled: true, terms: null })
  expect(cancelled).toContain('has been cancelled')
  expect(cancelled).not.toContain('Free of charge')
})

test('a document says the same in every language', async () => {
  const values = (message: string) =>
    [...message.matchAll(/\{([a-z]+)[,}]/g)].map(([, name]) => name ?? '').toSorted()
  for (const language of documentLanguages) {
    for (const [word, message] of Object.entries(words[language]))
      expect([language, word, values(message)]).toEqual([language, word, values(wordIn(word))])
  }
  expect(await textOf({ language: 'de' })).toContain('2 Nächte, 2 Erwachsene, 1 Kind')
  expect(await textOf({ language: 'fr' })).toContain('Nous nous réjouissons')
})

function wordIn(word: string): string {
  return Object.entries(words.en).find(([name]) => name === word)?.[1] ?? ''
}
