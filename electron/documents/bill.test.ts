import { expect, it } from 'vitest'
import { pdfText } from '../../scripts/testing/pdf-text.ts'
import { paymentText } from '../../shared/domain/folio/line-text.ts'
import { paymentCode } from '../../shared/domain/stay/booking-code.ts'
import { type Bill, billTotals } from './bill-content.ts'
import { renderBill } from './bill.ts'

const bill: Bill = {
  language: 'en',
  currency: 'EUR',
  timeZone: 'Europe/Lisbon',
  hotel: {
    name: 'Hotel Miramar',
    legalName: 'Miramar Hotéis, Lda.',
    taxId: '500000000',
    address: ['Rua do Mar 1', '8000-000 Faro', 'Portugal'],
    phone: '+351 289 000 000',
    email: 'desk@miramar.example',
  },
  bookingCode: 'A00042-K',
  guestName: 'Łucja Ångström-Ñandú',
  guestAddress: [],
  roomNumber: '204',
  roomType: 'Double, sea view',
  arrival: '2026-08-13',
  departure: '2026-08-15',
  nights: 2,
  adults: 2,
  children: 1,
  posted: [
    { businessDate: '2026-08-13', description: 'Room, night of 2026-08-13', amountMinor: 12_050 },
    { businessDate: '2026-08-13', description: 'Minibar', amountMinor: 450 },
    {
      businessDate: '2026-08-14',
      description: paymentText('cash', paymentCode('A', 7)),
      amountMinor: -10_000,
    },
  ],
  expected: [{ businessDate: '2026-08-14', description: 'Room, night of 2026-08-14', amountMinor: 12_050 }],
  pricesIncludeTax: true,
  printedAt: '2026-08-14T22:30:00.000Z',
  printedBy: 'Maria Santos',
  unsent: true,
}

it('sums charges, payments and what is still to come', () => {
  expect(billTotals(bill)).toEqual({
    chargesMinor: 12_500,
    paymentsMinor: -10_000,
    balanceMinor: 2_500,
    expectedMinor: 12_050,
    toPayMinor: 14_550,
  })
})

it('prints guest, stay, every line and the amount to pay', async () => {
  const [page] = await pdfText(await renderBill(bill))
  for (const text of [
    'Łucja Ångström-Ñandú',
    'A00042-K',
    '204',
    '13 Aug 2026',
    'Minibar',
    '€4.50',
    '€125.00',
    '€145.50',
  ])
    expect(page).toContain(text)
  expect(page).toContain('This is not an invoice')
  expect(page).toContain('not yet confirmed by the server')
})

it('prints the hotel’s local time of printing, not the server’s', async () => {
  const [page] = await pdfText(await renderBill(bill))
  expect(page).toContain('14 Aug 2026, 23:30')
})

it('prints in the guest’s language', async () => {
  const [page] = await pdfText(await renderBill({ ...bill, language: 'pt' }))
  expect(page).toContain('Hóspede')
  expect(page).toContain('2 adultos, 1 criança')
  expect(page).toContain('Quarto, noite de 13/08/2026')
  expect(page).toContain(`Numerário ${paymentCode('A', 7)}`)
  expect(page).toContain('Minibar')
})

it('gives the same bytes when the same bill is printed again', async () => {
  expect(Buffer.from(await renderBill(bill)).equals(Buffer.from(await renderBill(bill)))).toBe(true)
})

it('says settled when nothing is left to pay', async () => {
  const settled = {
    ...bill,
    expected: [],
    posted: [...bill.posted, { businessDate: '2026-08-14', description: 'Card', amountMinor: -2_500 }],
  }
  expect((await pdfText(await renderBill(settled)))[0]).toContain('Settled in full')
})

it('says nothing was paid without a sign', async () => {
  const [page] = await pdfText(await renderBill({ ...bill, posted: [] }))
  expect(page).toContain('€0.00')
  expect(page).not.toContain('-€0.00')
})

it('runs over several pages when the folio is long', async () => {
  const line = { businessDate: '2026-08-13', description: 'Coffee', amountMinor: 150 }
  const pages = await pdfText(await renderBill({ ...bill, posted: Array.from({ length: 120 }, () => line) }))
  expect(pages.length).toBeGreaterThan(1)
  expect(pages[1]).toContain('Description')
})
