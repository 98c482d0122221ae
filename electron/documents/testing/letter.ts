import type { Letter } from '../letter.ts'

/** What is on every document about two nights of Ada's at the Hotel Miramar. */
export const letter: Letter = {
  language: 'en',
  currency: 'EUR',
  timeZone: 'Europe/Lisbon',
  hotel: {
    name: 'Hotel Miramar',
    legalName: '',
    taxId: '',
    address: ['Rua do Mar 1'],
    phone: '',
    email: 'desk@miramar.example',
  },
  bookingCode: 'A00042-K',
  guestName: 'Ada Lovelace',
  guestAddress: [],
  roomType: 'Double, sea view',
  arrival: '2026-08-13',
  departure: '2026-08-15',
  nights: 2,
  adults: 2,
  children: 1,
  pricesIncludeTax: true,
  printedAt: '2026-08-01T22:30:00.000Z',
  printedBy: 'Maria Santos',
  unsent: false,
}
