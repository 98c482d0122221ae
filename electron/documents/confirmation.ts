import type { Content, TableCell } from 'pdfmake/interfaces.js'
import {
  closing,
  fact,
  facts,
  type Letter,
  paperOf,
  partyText,
  renderLetter,
  ruledTable,
  sumTable,
} from './letter.ts'
import type { Paper } from './paper.ts'

/** What a guest is told who has booked. */
export interface Confirmation extends Letter {
  /** From when the room can be had on the day of arrival, and until when on that of departure: 'HH:MM'. */
  readonly checkInTime: string
  readonly checkOutTime: string
  readonly nightly: readonly { readonly night: string; readonly amountMinor: number }[]
  /** What was paid ahead, a positive amount. */
  readonly paidMinor: number
  /** What is paid in advance; null where nothing is asked for. */
  readonly deposit: { readonly askedMinor: number; readonly openMinor: number; readonly dueOn: string } | null
  readonly requests: string
  readonly isCancelled: boolean
  /** UTC text; until when it is held without a confirmation of the guest's. */
  readonly heldUntil: string | null
  /** What calling it off and not coming would cost; null of a stay that has begun or was called off. */
  readonly terms: {
    readonly freeUntil: string
    readonly isFreeNow: boolean
    readonly cancellationMinor: number
    readonly noShowMinor: number
  } | null
}

/** Sets the confirmation of a booking: what was booked, what it costs night by night, and what holds if plans change. */
export async function renderConfirmation(confirmation: Confirmation): Promise<Uint8Array> {
  const paper = paperOf(confirmation)
  const { say, day, time } = paper
  const { arrival, departure, checkInTime, checkOutTime } = confirmation
  return renderLetter(confirmation, say('confirmation.title'), confirmation.bookingCode, [
    facts([
      fact(say('stay.guest'), [confirmation.guestName, ...confirmation.guestAddress], '*'),
      fact(say('confirmation.arrival'), [
        day(arrival),
        say('confirmation.from', { time: time(checkInTime) }),
      ]),
      fact(say('confirmation.departure'), [
        day(departure),
        say('confirmation.until', { time: time(checkOutTime) }),
      ]),
      fact(say('stay.room'), [confirmation.roomType, partyText(confirmation, paper)]),
    ]),
    { text: greeting(confirmation, paper), margin: [0, 0, 0, 16] },
    priceTable(confirmation, paper),
    sums(confirmation, paper),
    ...deposit(confirmation, paper),
    ...requests(confirmation, paper),
    ...terms(confirmation, paper),
    closing(confirmation, paper),
  ])
}

function greeting({ isCancelled, heldUntil }: Confirmation, { say, moment }: Paper): string {
  if (isCancelled) return say('confirmation.cancelled')
  const thanks = say('confirmation.thanks')
  return heldUntil === null ? thanks : `${thanks} ${say('confirmation.held', { when: moment(heldUntil) })}`
}

function priceTable({ nightly, nights }: Confirmation, { say, day, money }: Paper): Content {
  const right = { alignment: 'right', noWrap: true } as const
  return ruledTable(
    ['*', 'auto'],
    [
      { text: say('line.date'), style: 'heading' },
      { text: say('confirmation.prices'), style: 'heading', ...right },
    ],
    nightly.map(({ night, amountMinor }): TableCell[] => [
      say(nights === 0 ? 'line.dayUse' : 'line.night', { day: day(night) }),
      { text: money(amountMinor), ...right },
    ]),
  )
}

function sums({ nightly, paidMinor, isCancelled }: Confirmation, { say, money }: Paper): Content {
  const totalMinor = nightly.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const total = [say('confirmation.total'), money(totalMinor)] as const
  if (paidMinor === 0 || isCancelled) return sumTable([total])
  return sumTable([
    total,
    [say('confirmation.paid'), money(paidMinor)],
    [say('confirmation.open'), money(Math.max(0, totalMinor - paidMinor))],
  ])
}

function deposit({ deposit: asked }: Confirmation, { say, day, money }: Paper): Content[] {
  if (asked === null) return []
  const text =
    asked.openMinor > 0
      ? say('confirmation.depositOpen', { amount: money(asked.openMinor), day: day(asked.dueOn) })
      : say('confirmation.depositPaid', { amount: money(asked.askedMinor) })
  return [{ text, bold: asked.openMinor > 0, margin: [0, 12, 0, 0] }]
}

function requests({ requests: wishes }: Confirmation, { say }: Paper): Content[] {
  if (wishes === '') return []
  return section(say('confirmation.requests'), [wishes, say('confirmation.requestsNote')])
}

function terms({ terms: rules }: Confirmation, { say, day, money }: Paper): Content[] {
  if (rules === null) return []
  const fee = money(rules.cancellationMinor)
  const calledOff = rules.isFreeNow
    ? say('confirmation.freeUntil', { day: day(rules.freeUntil), fee })
    : say('confirmation.neverFree', { fee })
  return section(say('confirmation.cancellation'), [
    rules.cancellationMinor === 0 ? say('confirmation.alwaysFree') : calledOff,
    ...(rules.noShowMinor === 0 ? [] : [say('confirmation.noShow', { fee: money(rules.noShowMinor) })]),
  ])
}

function section(title: string, sentences: readonly string[]): Content[] {
  return [
    { text: title, bold: true, margin: [0, 16, 0, 4] },
    ...sentences.map((text) => ({ text, style: 'quiet' })),
  ]
}
