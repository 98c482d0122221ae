import type { Column, Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { DocumentLanguage } from '../../shared/domain/guest/document-language.ts'
import { paperIn, type Paper } from './paper.ts'
import { renderPdf } from './pdf.ts'

const ink = '#1d2733'
const quiet = '#5b6875'
const hairline = '#c9d1d9'

/** What every document to a guest has on it. */
export interface Letter {
  readonly language: DocumentLanguage
  readonly currency: string
  readonly timeZone: string
  readonly hotel: {
    readonly name: string
    readonly legalName: string
    readonly taxId: string
    /** Street, postal code and town, country: one line each. */
    readonly address: readonly string[]
    readonly phone: string
    readonly email: string
  }
  readonly bookingCode: string
  readonly guestName: string
  readonly guestAddress: readonly string[]
  readonly roomType: string
  readonly arrival: string
  readonly departure: string
  readonly nights: number
  readonly adults: number
  readonly children: number
  /** Prices contain tax. */
  readonly pricesIncludeTax: boolean
  /** UTC text. */
  readonly printedAt: string
  readonly printedBy: string
  /** Something on it has not reached the server yet: said on the paper, so that nobody takes it for the last word. */
  readonly unsent: boolean
}

export function paperOf({ language, currency, timeZone }: Letter): Paper {
  return paperIn(language, currency, timeZone)
}

/** Sets a letter on A4, with the hotel at its head and when it was printed at its foot. Gives the PDF's bytes. */
export async function renderLetter(
  letter: Letter,
  title: string,
  note: string,
  content: readonly Content[],
): Promise<Uint8Array> {
  const paper = paperOf(letter)
  const when = paper.moment(letter.printedAt)
  const definition: TDocumentDefinitions = {
    info: { title: `${title} ${letter.bookingCode}`, creationDate: new Date(letter.printedAt) },
    language: paper.locale,
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
    content: [letterhead(letter, title, note, paper), ...content],
    footer: (page, pages) => ({
      columns: [
        { text: paper.say('paper.printed', { when, who: letter.printedBy }), style: 'label' },
        { text: paper.say('paper.page', { page, pages }), style: 'label', alignment: 'right' },
      ],
      margin: [56, 24, 56, 0],
    }),
  }
  return renderPdf(definition)
}

/** The hotel and what the paper is, at the head of a page. */
export function letterhead({ hotel }: Letter, title: string, note: string, paper: Paper): Content {
  const taxId = hotel.taxId === '' ? '' : paper.say('paper.taxId', { number: hotel.taxId })
  const joined = (...texts: readonly string[]) => texts.filter((text) => text !== '').join('  ·  ')
  const lines = [...hotel.address, joined(hotel.phone, hotel.email), joined(hotel.legalName, taxId)]
  return {
    columns: [
      {
        width: '*',
        stack: [
          { text: hotel.name, style: 'hotel' },
          ...lines.filter((text) => text !== '').map((text) => ({ text, style: 'quiet' })),
        ],
      },
      {
        width: 'auto',
        alignment: 'right',
        stack: [
          { text: title, style: 'title' },
          { text: note, style: 'quiet' },
        ],
      },
    ],
    columnGap: 24,
  }
}

/** Who the letter is for, and where and when they stay: labels with what they stand for, side by side. */
export function facts(columns: readonly Column[]): Content {
  return { columns: [...columns], columnGap: 16, margin: [0, 20, 0, 20] }
}

export function fact(
  label: string,
  [first = '', ...more]: readonly string[],
  width: 'auto' | '*' = 'auto',
): Column {
  return {
    width,
    stack: [
      { text: label, style: 'label' },
      { text: first, bold: true, noWrap: width === 'auto' },
      ...more.map((text) => ({ text, style: 'quiet' })),
    ],
  }
}

export function partyText({ nights, adults, children }: Letter, { say }: Paper): string {
  return `${say('stay.nights', { nights })}, ${say('stay.party', { adults, children })}`
}

/** Closing words that hold for every letter. */
export function closing({ pricesIncludeTax, unsent }: Letter, { say }: Paper): Content {
  const sentences = [pricesIncludeTax ? say('paper.taxIncluded') : '', unsent ? say('paper.unsent') : '']
  return {
    text: sentences.filter((text) => text !== '').join(' '),
    style: 'quiet',
    margin: [0, 24, 0, 0],
  }
}

export function ruledTable(
  widths: ('auto' | '*')[],
  heading: readonly TableCell[] | null,
  rows: readonly TableCell[][],
): Content {
  return {
    table: {
      headerRows: heading === null ? 0 : 1,
      widths,
      body: heading === null ? [...rows] : [[...heading], ...rows],
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

/** Sums at the right side of the page; the last is the one that matters. */
export function sumTable(rows: readonly (readonly [string, string])[]): Content {
  const last = rows.length - 1
  return {
    unbreakable: true,
    margin: [0, 20, 0, 0],
    columns: [
      { width: '*', text: '' },
      {
        width: 'auto',
        table: {
          widths: ['*', 'auto'],
          body: rows.map(([label, amount], index): TableCell[] => {
            const style = index === last ? { style: 'due' } : {}
            return [
              { text: label, ...style },
              { text: amount, alignment: 'right', noWrap: true, ...style },
            ]
          }),
        },
        layout: {
          hLineWidth: (line) => (line === last ? 1 : 0),
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
