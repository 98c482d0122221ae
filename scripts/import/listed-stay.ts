import { z } from 'zod'
import { bookingSources } from '../../shared/domain/stay/source.ts'
import { bookingStatuses } from '../../shared/domain/stay/status.ts'

/** Ten years, as the database has it. */
const mostNights = 3660
const mostMinor = 99_999_999_999_999

const day = z.iso.date({ error: 'is missing' })
const optionalText = (length: number) => z.string().max(length, `is longer than ${length}`).nullable()
const requiredText = (length: number) => z.string({ error: 'is missing' }).min(1).max(length)
const count = z.int({ error: 'is missing or no whole number' })

/** A booking as the list has it: one row that can be imported. */
export const listedStaySchema = z
  .object({
    line: z.int(),
    /** The same row makes the same id in every run. */
    bookingId: z.uuid(),
    status: z.enum(bookingStatuses, { error: 'is no booking status' }),
    statusDate: z.iso.date().nullable(),
    bookedOn: z.iso.date().nullable(),
    arrival: day,
    departure: day,
    soldType: requiredText(20),
    givenType: requiredText(20),
    roomNumber: optionalText(20),
    adults: count.min(1, 'no adult').max(999),
    children: count.min(0).max(999),
    /** The price of each night, or of the day for day use. */
    nightlyMinor: z.array(z.int().min(0, 'is negative').max(mostMinor)).min(1, 'is missing'),
    source: z.enum(bookingSources, { error: 'is no booking source' }),
    guestName: optionalText(100),
    guestEmail: z.email('is no e-mail address').max(255).nullable(),
    guestPhone: optionalText(20),
    nationality: optionalText(50),
    previousStays: count.min(0).max(9999),
    requests: optionalText(2000),
    notes: optionalText(2000),
    /** What was odd about the row and is kept with the booking. */
    remarks: z.array(z.string()).readonly(),
  })
  .superRefine((stay, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    if (stay.departure < stay.arrival) refuse('departure', 'is before the arrival')
    if (stay.nightlyMinor.length > mostNights) refuse('nights', `are more than ${mostNights}`)
    if (stay.bookedOn !== null && stay.bookedOn > stay.arrival) refuse('bookedOn', 'is after the arrival')
    if (stay.status === 'cancelled' && stay.statusDate === null) refuse('statusDate', 'is missing')
    if (stay.statusDate !== null && stay.bookedOn !== null && stay.statusDate < stay.bookedOn) {
      refuse('statusDate', 'is before the booking was made')
    }
  })

export type ListedStay = z.output<typeof listedStaySchema>
