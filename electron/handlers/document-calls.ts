import type { StaffMember } from '../../shared/contract/calls/session.ts'
import type { CallReply, ParsedInput } from '../../shared/contract/index.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import type { Letter } from '../documents/letter.ts'
import { loadBooking } from '../store/loads/booking.ts'
import { loadHotel } from '../store/reads/hotel.ts'
import { loadBookingDetail } from './booking-detail.ts'
import { readyDay, type DeskDeps } from './desk-deps.ts'
import type { Handlers } from './handlers.ts'
import { billOf, confirmationOf, type LetterAbout } from './letters.ts'
import { registrationOf } from './registration-letter.ts'

export function createDocumentCalls(
  deps: DeskDeps,
): Pick<Handlers, 'document.bill' | 'document.confirmation' | 'document.registration'> {
  return {
    'document.bill': (input, staff) => print(deps, input, staff, 'bill', billOf, deps.renderBill),
    'document.confirmation': (input, staff) =>
      print(deps, input, staff, 'confirmation', confirmationOf, deps.renderConfirmation),
    'document.registration': (input, staff) =>
      print(deps, input, staff, 'registration', registrationOf, deps.renderRegistration),
  }
}

async function print<Content extends Letter>(
  deps: DeskDeps,
  { bookingId, language }: ParsedInput<'document.bill'>,
  staff: StaffMember,
  name: string,
  write: (deps: DeskDeps, about: LetterAbout) => Content,
  render: (content: Content) => Promise<Uint8Array>,
): Promise<CallReply<'document.bill'>> {
  const { db } = deps
  const day = readyDay(db)
  if (!day.ok) return day
  const hotel = loadHotel(db)
  const row = loadBooking(db, bookingId)
  const booking = loadBookingDetail(db, bookingId, day.value)
  if (hotel === null || row === undefined || booking === null) {
    return err({ code: 'not_found', field: 'bookingId' })
  }
  const letter = write(deps, { booking, row, hotel, staff, businessDate: day.value, language })
  const pdf = await render(letter)
  return ok({
    fileName: `${name}-${booking.code}.pdf`,
    mediaType: 'application/pdf',
    base64: Buffer.from(pdf).toString('base64'),
    language: letter.language,
  })
}
