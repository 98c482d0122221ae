import { expect, test } from 'vitest'
import { pdfText } from '../../scripts/testing/pdf-text.ts'
import { type Registration, renderRegistration } from './registration.ts'
import { letter } from './testing/letter.ts'

const ada = {
  fullName: 'Ada Lovelace',
  dateOfBirth: '1985-12-10',
  nationality: 'GB',
  idType: 'passport',
  idLast4: '902C',
  idExpiry: '2030-04-12',
  address: ['Rua do Mar 1', '1200-001 Lisboa'],
  phone: '+351 555 123',
  email: '',
  companions: ['Charles Babbage', 'Byron Lovelace'],
}

const card: Registration = {
  ...letter,
  roomNumber: '204',
  signers: [ada, { ...ada, fullName: 'Charles Babbage', idType: 'seaman’s book', companions: [] }],
}

test('every adult has a page with what is on record, the end of the document’s number and a line to sign on', async () => {
  const pages = await pdfText(await renderRegistration(card))
  expect(pages).toHaveLength(2)
  const said = [
    'Registration card',
    'A00042-K',
    '204',
    'Hotel Miramar',
    'ending in 902C',
    'Signature',
    '12 Apr 2030',
  ]
  for (const page of pages) for (const text of said) expect(page).toContain(text)
  expect(pages[0]).toContain('Charles Babbage, Byron Lovelace')
  expect(pages[0]).toContain('Passport')
  expect(pages[1]).toContain('seaman’s book')
})

test('the card is in the guest’s language', async () => {
  const [page] = await pdfText(await renderRegistration({ ...card, language: 'de', signers: [ada] }))
  for (const text of ['Meldeschein', 'Reisepass', 'endet auf 902C', 'Unterschrift'])
    expect(page).toContain(text)
})
