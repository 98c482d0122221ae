import type { Column, Content, TableCell } from 'pdfmake/interfaces.js'
import { type Bill, type BillLine, billTotals } from './bill-content.ts'
import { type BillWords, billWords } from './bill-words.ts'
import { renderPdf } from './pdf.ts'

const ink = '#1d2733'
const quiet = '#5b6875'
const hairline = '#c9d1d9'

/** Sets a stay's bill on A4: what was charged, what was paid, what is left. Gives the PDF's bytes. */
export async function renderBill(bill: Bill): Promise<Uint8Array> {
  const words = billWords[bill.language]
  return renderPdf({
    info: { title: `${words.title} ${bill.bookingCode}`, creationDate: new Date(bill.printedAt) },
    language: words.locale,
    pageSize: 'A4',
    pageMargins: [56, 56, 56, 72],
    defaultStyle: { font: 'Roboto', fontSize: 10, color: ink, lineHeight: 1.2 },
    styles: {
      hotel: { fontSize: 16, bold: true },
      title: { fontSize: 20, bold: true },
      label: { fontSize: 8, color: quiet },
      heading: { fontSize: 8, color: quiet, bold: true },
      quiet: { color: quiet, fontSize: 9 },
      due: { fontSize: 14, bold: true },
    },
    content: [
      letterhead(bill, words),
      { columns: facts(bill, words), columnGap: 16, margin: [0, 20, 0, 20] },
      folioTable(bill, words),
      ...expectedTable(bill, words),
      totals(bill, words),
      { text: closing(bill, words), style: 'quiet', margin: [0, 24, 0, 0] },
    ],
    footer: (page, pages) => ({
      columns: [
        { text: words.printed(formatInstant(bill, words), bill.printedBy), style: 'label' },
        { text: words.page(page, pages), style: 'label', alignment: 'right' },
      ],
      margin: [56, 24, 56, 0],
    }),
  })
}

function letterhead(bill: Bill, words: BillWords): Content {
  const { hotel } = bill
  const contact = [hotel.phone, hotel.email].filter((text) => text !== '').join('  ·  ')
  const registered = [hotel.legalName, hotel.taxId === '' ? '' : `${words.taxId} ${hotel.taxId}`].filter(
    (text) => text !== '',
  )
  return {
    columns: [
      {
        width: '*',
        stack: [
          { text: hotel.name, style: 'hotel' },
          ...[...hotel.address, contact, registered.join('  ·  ')]
            .filter((text) => text !== '')
            .map((text) => ({ text, style: 'quiet' })),
        ],
      },
      {
        width: 'auto',
        alignment: 'right',
        stack: [
          { text: words.title, style: 'title' },
          { text: words.notFiscal, style: 'quiet' },
        ],
      },
    ],
    columnGap: 24,
  }
}

function facts(bill: Bill, words: BillWords): Column[] {
  const stay = `${formatDate(bill.arrival, words)} – ${formatDate(bill.departure, words)}`
  return [
    fact(words.guest, [bill.guestName, ...bill.guestAddress], '*'),
    fact(words.stay, [stay, `${words.nights(bill.nights)}, ${words.party(bill.adults, bill.children)}`]),
    fact(words.room, [bill.roomNumber ?? words.noRoom, bill.roomType]),
    fact(words.booking, [bill.bookingCode]),
  ]
}

function fact(label: string, [first = '', ...more]: readonly string[], width: 'auto' | '*' = 'auto'): Column {
  return {
    width,
    stack: [
      { text: label, style: 'label' },
      { text: first, bold: true, noWrap: width === 'auto' },
      ...more.map((text) => ({ text, style: 'quiet' })),
    ],
  }
}

function folioTable(bill: Bill, words: BillWords): Content {
  if (bill.posted.length === 0) return { text: words.nothingPosted, style: 'quiet' }
  const heading = [words.date, words.description, words.charges, words.payments]
  return ruledTable(
    ['auto', '*', 'auto', 'auto'],
    heading.map((text, index) => ({ text, style: 'heading', alignment: index > 1 ? 'right' : 'left' })),
    bill.posted.map((line) => [
      { text: formatDate(line.businessDate, words), noWrap: true },
      line.description,
      amount(bill, words, line.amountMinor > 0 ? line.amountMinor : null),
      amount(bill, words, line.amountMinor < 0 ? -line.amountMinor : null),
    ]),
  )
}

function expectedTable(bill: Bill, words: BillWords): Content[] {
  if (bill.expected.length === 0) return []
  return [
    { text: words.expected, bold: true, margin: [0, 16, 0, 4] },
    ruledTable(
      ['auto', '*', 'auto'],
      null,
      bill.expected.map((line: BillLine) => [
        { text: formatDate(line.businessDate, words), noWrap: true },
        line.description,
        amount(bill, words, line.amountMinor),
      ]),
    ),
  ]
}

function ruledTable(widths: ('auto' | '*')[], heading: TableCell[] | null, rows: TableCell[][]): Content {
  return {
    table: {
      headerRows: heading === null ? 0 : 1,
      widths,
      body: heading === null ? rows : [heading, ...rows],
    },
    layout: {
      hLineWidth: () => 0.5,
      vLineWidth: () => 0,
      hLineColor: () => hairline,
      paddingLeft: (column) => (column === 0 ? 0 : 8),
      paddingRight: (column, node) => (column === (node.table.widths?.length ?? 0) - 1 ? 0 : 8),
      paddingTop: () => 4,
      paddingBottom: () => 3,
    },
  }
}

function totals(bill: Bill, words: BillWords): Content {
  const sums = billTotals(bill)
  const rows: TableCell[][] = [
    [words.totalCharges, amount(bill, words, sums.chargesMinor)],
    [words.totalPaid, amount(bill, words, 0 - sums.paymentsMinor)],
  ]
  if (sums.expectedMinor !== 0) {
    rows.push([words.balance, amount(bill, words, sums.balanceMinor)])
    rows.push([words.expected, amount(bill, words, sums.expectedMinor)])
  }
  rows.push([
    { text: dueLabel(sums.toPayMinor, words), style: 'due' },
    { text: money(bill, words, Math.abs(sums.toPayMinor)), style: 'due', alignment: 'right', noWrap: true },
  ])
  return {
    unbreakable: true,
    margin: [0, 20, 0, 0],
    columns: [
      { width: '*', text: '' },
      {
        width: 'auto',
        table: { widths: ['*', 'auto'], body: rows },
        layout: {
          hLineWidth: (line, node) => (line === node.table.body.length - 1 ? 1 : 0),
          vLineWidth: () => 0,
          hLineColor: () => ink,
          paddingLeft: (column) => (column === 0 ? 0 : 24),
          paddingRight: () => 0,
          paddingTop: () => 4,
          paddingBottom: () => 2,
        },
      },
    ],
  }
}

function dueLabel(toPayMinor: number, words: BillWords): string {
  if (toPayMinor === 0) return words.settled
  return toPayMinor > 0 ? words.toPay : words.inYourFavour
}

function closing(bill: Bill, words: BillWords): string {
  return [bill.pricesIncludeTax ? words.taxIncluded : '', bill.unsent ? words.unsent : '']
    .filter((text) => text !== '')
    .join(' ')
}

function amount(bill: Bill, words: BillWords, minor: number | null): TableCell {
  return { text: minor === null ? '' : money(bill, words, minor), alignment: 'right', noWrap: true }
}

function money(bill: Bill, words: BillWords, minor: number): string {
  return new Intl.NumberFormat(words.locale, { style: 'currency', currency: bill.currency }).format(
    minor / 100,
  )
}

function formatDate(date: string, words: BillWords): string {
  return new Intl.DateTimeFormat(words.locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  )
}

function formatInstant(bill: Bill, words: BillWords): string {
  return new Intl.DateTimeFormat(words.locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: bill.timeZone,
  }).format(new Date(bill.printedAt))
}
