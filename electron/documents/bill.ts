import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { type Bill, billTotals } from './bill-content.ts'
import { closing, fact, facts, paperOf, partyText, renderLetter, ruledTable, sumTable } from './letter.ts'
import { lineWords } from './line-words.ts'
import type { Paper } from './paper.ts'

/** Sets a stay's bill: what was charged, what was paid, what is left. Gives the PDF's bytes. */
export async function renderBill(bill: Bill): Promise<Uint8Array> {
  const paper = paperOf(bill)
  const { say, day } = paper
  return renderLetter(bill, say('bill.title'), say('bill.notFiscal'), [
    facts([
      fact(say('stay.guest'), [bill.guestName, ...bill.guestAddress], '*'),
      fact(say('stay.stay'), [`${day(bill.arrival)} – ${day(bill.departure)}`, partyText(bill, paper)]),
      fact(say('stay.room'), [bill.roomNumber ?? say('stay.noRoom'), bill.roomType]),
      fact(say('stay.booking'), [bill.bookingCode]),
    ]),
    folioTable(bill, paper),
    ...expectedTable(bill, paper),
    totals(bill, paper),
    closing(bill, paper),
  ])
}

function folioTable(bill: Bill, paper: Paper): Content {
  const { say, day, money } = paper
  if (bill.posted.length === 0) return { text: say('bill.nothingPosted'), style: 'quiet' }
  const heading = [say('line.date'), say('line.description'), say('bill.charges'), say('bill.payments')]
  return ruledTable(
    ['auto', '*', 'auto', 'auto'],
    heading.map((text, index) => ({ text, style: 'heading', alignment: index > 1 ? 'right' : 'left' })),
    bill.posted.map((line) => [
      { text: day(line.businessDate), noWrap: true },
      lineWords(paper, line.description),
      amount(line.amountMinor > 0 ? money(line.amountMinor) : ''),
      amount(line.amountMinor < 0 ? money(-line.amountMinor) : ''),
    ]),
  )
}

function expectedTable(bill: Bill, paper: Paper): Content[] {
  if (bill.expected.length === 0) return []
  const { say, day, money } = paper
  return [
    { text: say('bill.expected'), bold: true, margin: [0, 16, 0, 4] },
    ruledTable(
      ['auto', '*', 'auto'],
      null,
      bill.expected.map((line) => [
        { text: day(line.businessDate), noWrap: true },
        lineWords(paper, line.description),
        amount(money(line.amountMinor)),
      ]),
    ),
  ]
}

function amount(text: string): TableCell {
  return { text, alignment: 'right', noWrap: true }
}

function totals(bill: Bill, { say, money }: Paper): Content {
  const sums = billTotals(bill)
  return sumTable([
    [say('bill.totalCharges'), money(sums.chargesMinor)],
    [say('bill.totalPaid'), money(0 - sums.paymentsMinor)],
    ...(sums.expectedMinor === 0
      ? []
      : ([
          [say('bill.balance'), money(sums.balanceMinor)],
          [say('bill.expected'), money(sums.expectedMinor)],
        ] as const)),
    [say(dueWord(sums.toPayMinor)), money(Math.abs(sums.toPayMinor))],
  ])
}

function dueWord(toPayMinor: number): 'bill.settled' | 'bill.toPay' | 'bill.inYourFavour' {
  if (toPayMinor === 0) return 'bill.settled'
  return toPayMinor > 0 ? 'bill.toPay' : 'bill.inYourFavour'
}
