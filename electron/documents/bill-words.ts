/** The fixed words of a bill, in the languages it can be printed in. */
export interface BillWords {
  readonly locale: string
  readonly title: string
  readonly notFiscal: string
  readonly booking: string
  readonly guest: string
  readonly room: string
  readonly noRoom: string
  readonly stay: string
  readonly party: (adults: number, children: number) => string
  readonly nights: (nights: number) => string
  readonly date: string
  readonly description: string
  readonly charges: string
  readonly payments: string
  readonly nothingPosted: string
  readonly expected: string
  readonly totalCharges: string
  readonly totalPaid: string
  readonly balance: string
  readonly toPay: string
  readonly settled: string
  readonly inYourFavour: string
  readonly taxIncluded: string
  readonly taxId: string
  readonly printed: (when: string, who: string) => string
  readonly unsent: string
  readonly page: (page: number, pages: number) => string
}

const english: BillWords = {
  locale: 'en-GB',
  title: 'Bill',
  notFiscal: 'For information. This is not an invoice.',
  booking: 'Booking',
  guest: 'Guest',
  room: 'Room',
  noRoom: 'not yet assigned',
  stay: 'Stay',
  party: (adults, children) =>
    `${adults} ${adults === 1 ? 'adult' : 'adults'}${children > 0 ? `, ${children} ${children === 1 ? 'child' : 'children'}` : ''}`,
  nights: (nights) => (nights === 0 ? 'day use' : `${nights} ${nights === 1 ? 'night' : 'nights'}`),
  date: 'Date',
  description: 'Description',
  charges: 'Charges',
  payments: 'Payments',
  nothingPosted: 'Nothing has been posted yet.',
  expected: 'Nights still to be posted',
  totalCharges: 'Total charges',
  totalPaid: 'Total paid',
  balance: 'Balance',
  toPay: 'To pay',
  settled: 'Settled in full',
  inYourFavour: 'In your favour',
  taxIncluded: 'Prices include tax.',
  taxId: 'Tax no.',
  printed: (when, who) => `Printed ${when} by ${who}`,
  unsent: 'Printed while the line was down: entries not yet confirmed by the server are included.',
  page: (page, pages) => `Page ${page} of ${pages}`,
}

const portuguese: BillWords = {
  locale: 'pt-PT',
  title: 'Conta',
  notFiscal: 'Documento informativo. Não serve de fatura.',
  booking: 'Reserva',
  guest: 'Hóspede',
  room: 'Quarto',
  noRoom: 'ainda por atribuir',
  stay: 'Estadia',
  party: (adults, children) =>
    `${adults} ${adults === 1 ? 'adulto' : 'adultos'}${children > 0 ? `, ${children} ${children === 1 ? 'criança' : 'crianças'}` : ''}`,
  nights: (nights) => (nights === 0 ? 'uso diurno' : `${nights} ${nights === 1 ? 'noite' : 'noites'}`),
  date: 'Data',
  description: 'Descrição',
  charges: 'Débitos',
  payments: 'Pagamentos',
  nothingPosted: 'Ainda não há lançamentos.',
  expected: 'Noites por lançar',
  totalCharges: 'Total de débitos',
  totalPaid: 'Total pago',
  balance: 'Saldo',
  toPay: 'A pagar',
  settled: 'Totalmente liquidado',
  inYourFavour: 'A seu favor',
  taxIncluded: 'Os preços incluem impostos.',
  taxId: 'NIF',
  printed: (when, who) => `Impresso em ${when} por ${who}`,
  unsent: 'Impresso com a linha em baixo: inclui lançamentos ainda não confirmados pelo servidor.',
  page: (page, pages) => `Página ${page} de ${pages}`,
}

export const billWords: Readonly<Record<'en' | 'pt', BillWords>> = { en: english, pt: portuguese }
