import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { fact, facts, letterhead, type Letter, paperOf, partyText, renderLetter } from './letter.ts'
import type { Paper } from './paper.ts'
import type { Word } from './words/english.ts'

/** What every adult of a stay signs on arrival. */
export interface Registration extends Letter {
  readonly roomNumber: string | null
  /** A page for each. */
  readonly signers: readonly Signer[]
}

/** What is on record of an adult; what is empty is written in by hand. */
export interface Signer {
  readonly fullName: string
  readonly dateOfBirth: string
  readonly nationality: string
  /** The kind of the document, as it is on record. */
  readonly idType: string
  /** Of the number the last four alone: the rest is written in by hand. */
  readonly idLast4: string
  readonly idExpiry: string
  readonly address: readonly string[]
  readonly phone: string
  readonly email: string
  readonly companions: readonly string[]
}

const writingLine = '#8a949e'

/** Sets the cards of a stay, a page for every adult, with room to write and to sign. */
export async function renderRegistration(registration: Registration): Promise<Uint8Array> {
  const paper = paperOf(registration)
  const title = paper.say('registration.title')
  const note = registration.bookingCode
  const pages = registration.signers.map((signer, index): Content => {
    const head = index === 0 ? [] : [letterhead(registration, title, note, paper)]
    return {
      stack: [...head, stayFacts(registration, paper), details(signer, paper), declaration(paper)],
      ...(index === 0 ? {} : { pageBreak: 'before' as const }),
    }
  })
  return renderLetter(registration, title, note, pages)
}

function stayFacts(registration: Registration, paper: Paper): Content {
  const { say, day } = paper
  return facts([
    fact(say('stay.guest'), [registration.guestName], '*'),
    fact(say('confirmation.arrival'), [day(registration.arrival)]),
    fact(say('confirmation.departure'), [day(registration.departure)]),
    fact(say('stay.room'), [registration.roomNumber ?? say('stay.noRoom'), partyText(registration, paper)]),
  ])
}

function details(signer: Signer, paper: Paper): Content {
  const { say, day } = paper
  const dayOrNothing = (date: string): string => (date === '' ? '' : day(date))
  const number = signer.idLast4 === '' ? '' : say('registration.numberEnds', { last: signer.idLast4 })
  const rows: readonly (readonly [Word, string])[] = [
    ['registration.name', signer.fullName],
    ['registration.birth', dayOrNothing(signer.dateOfBirth)],
    ['registration.nationality', signer.nationality],
    ['registration.document', documentName(signer.idType, paper)],
    ['registration.number', number],
    ['registration.expiry', dayOrNothing(signer.idExpiry)],
    ['registration.address', signer.address.join(', ')],
    ['registration.phone', signer.phone],
    ['registration.email', signer.email],
    ['registration.with', signer.companions.join(', ')],
  ]
  return {
    table: {
      widths: [140, '*'],
      body: rows.map(([label, value]): TableCell[] => [
        { text: say(label), style: 'quiet' },
        // a number's end stands at the right: the rest of it is written before it
        {
          text: value === '' ? ' ' : value,
          bold: label !== 'registration.number',
          alignment: label === 'registration.number' ? 'right' : 'left',
        },
      ]),
    },
    layout: {
      hLineWidth: (row) => (row === 0 ? 0 : 0.5),
      vLineWidth: () => 0,
      hLineColor: () => writingLine,
      paddingLeft: () => 0,
      paddingRight: () => 0,
      paddingTop: () => 11,
      paddingBottom: () => 3,
    },
  }
}

/** A record that came from elsewhere may name a kind of its own. */
function documentName(kind: string, { say }: Paper): string {
  switch (kind) {
    case 'passport':
    case 'id_card':
    case 'visa':
    case 'residence_permit':
    case 'driving_licence':
      return say(`document.${kind}`)
    default:
      return kind
  }
}

function declaration({ say }: Paper): Content {
  const line = (label: Word, width: number | '*'): Content & { readonly width: number | '*' } => ({
    width,
    stack: [
      {
        table: { widths: ['*'], body: [[{ text: ' ' }]] },
        layout: {
          hLineWidth: (row) => (row === 1 ? 0.75 : 0),
          vLineWidth: () => 0,
          hLineColor: () => writingLine,
        },
      },
      { text: say(label), style: 'label', margin: [0, 3, 0, 0] },
    ],
  })
  return {
    unbreakable: true,
    stack: [
      { text: say('registration.declaration'), margin: [0, 28, 0, 36] },
      { columns: [line('registration.date', 140), line('registration.signature', '*')], columnGap: 32 },
    ],
  }
}
