import { z } from 'zod'

/**
 * A profile says how one system's booking list is laid out, so that another layout needs no code. It is a JSON file;
 * `profiles/hotel-demand.json` is one to start from. This schema is its description.
 *
 * A value is text or a number, taken from a row:
 *
 *   { "column": "adults" }                                    the cell; nothing when it is one of `absent`
 *     "values": { "Check-Out": "checked_out" }                what each cell means; another cell rejects the row
 *     "replace": { "CN": "CAN" }                              the same for some cells; the others stay as they are
 *     "otherwise": 0                                          in place of an absent cell
 *     "atLeast": 1                                            lifts a smaller number, with a remark on the booking
 *   { "constant": "ota" }
 *   { "sum": [value, value] }
 *   { "choose": [{ "when": { "market": ["Groups"] }, "use": "group" }], "otherwise": "direct" }    the first that fits
 *   { "phrases": [{ "column": "meal", "text": "Meals: {}", "unless": ["0"] }] }    text made of the cells that are there
 *
 * A date is one of
 *
 *   { "column": "left_on", "format": "M/D/YYYY" }             D DD M MM MMM MMMM YYYY, months in English
 *   { "year": value, "month": value, "day": value }
 *   { "days": value, "before": "arrival" }                    or "after"
 */

const cellText = z.union([z.string(), z.number()])

const columnValue = z
  .strictObject({
    column: z.string().min(1),
    values: z.record(z.string(), cellText).optional(),
    replace: z.record(z.string(), cellText).optional(),
    otherwise: cellText.optional(),
    atLeast: z.number().optional(),
  })
  .refine((value) => value.values === undefined || value.replace === undefined, {
    message: 'has "values" and "replace"; one of them must go',
  })

const constantValue = z.strictObject({ constant: cellText })

const chooseValue = z.strictObject({
  choose: z.array(z.strictObject({ when: z.record(z.string(), z.array(z.string()).min(1)), use: cellText })),
  otherwise: cellText.optional(),
})

const phrasesValue = z.strictObject({
  phrases: z.array(
    z.strictObject({
      column: z.string().min(1),
      text: z.string().includes('{}', { message: 'must say with {} where the cell goes' }),
      replace: z.record(z.string(), cellText).optional(),
      unless: z.array(z.string()).default([]),
    }),
  ),
})

const simpleValue = z.union([columnValue, constantValue])

const value = z.union([
  columnValue,
  constantValue,
  z.strictObject({ sum: z.array(simpleValue).min(1) }),
  chooseValue,
  phrasesValue,
])

const dateOfParts = z.strictObject({ year: simpleValue, month: simpleValue, day: simpleValue })

const dateColumn = z.strictObject({
  column: z.string().min(1),
  format: z.string().regex(/^(?=.*YYYY)(?=.*M)(?=.*D).*$/, { message: 'needs YYYY, M and D' }),
})

const daysAway = z
  .strictObject({
    days: simpleValue,
    before: z.literal('arrival').optional(),
    after: z.literal('arrival').optional(),
  })
  .refine((date) => (date.before === undefined) !== (date.after === undefined), {
    message: 'needs either "before": "arrival" or "after": "arrival"',
  })

const ownDate = z.union([dateColumn, dateOfParts])
const date = z.union([dateColumn, dateOfParts, daysAway])

const fields = z
  .strictObject({
    /** One of the booking statuses as stored: confirmed, checked_in, checked_out, cancelled, no_show ... */
    status: value,
    /** When that status was reached. Needed for cancelled bookings. */
    statusDate: date.optional(),
    arrival: ownDate,
    /** How long the stay is: either the nights or the departure. */
    nights: value.optional(),
    departure: date.optional(),
    /** When the booking was made; without it a booking counts as made before everything. */
    bookedOn: date.optional(),
    /** The room type charged, and the one given where that differs. */
    soldType: value,
    givenType: value.optional(),
    /** The number of the room, where the list knows it; otherwise one is assigned. */
    roomNumber: value.optional(),
    adults: value,
    children: value.optional(),
    price: value,
    source: value.optional(),
    /** Absent names are made up, the same for the same row each time. */
    guestName: value.optional(),
    guestEmail: value.optional(),
    guestPhone: value.optional(),
    /** ISO 3166 alpha-3. */
    nationality: value.optional(),
    /** How often the guest had stayed before: a made-up guest is then one the list has met that often. */
    previousStays: value.optional(),
    requests: value.optional(),
    notes: value.optional(),
  })
  .refine((all) => (all.nights === undefined) !== (all.departure === undefined), {
    message: 'needs either "nights" or "departure"',
  })

export const profileSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/, { message: 'may hold a-z, 0-9 and -' }),
  describes: z.string(),
  /** Whose list it is. Given to a hotel that has not been set up yet; another hotel's currency must agree. */
  hotel: z.strictObject({
    name: z.string().min(1).max(100),
    timeZone: z.string().refine(isTimeZone, { message: 'is not an IANA time zone' }),
    currency: z.string().regex(/^[A-Z]{3}$/),
    country: z.string().max(100).optional(),
    city: z.string().max(100).optional(),
  }),
  encoding: z.string().refine(isEncoding, { message: 'is not an encoding' }).default('utf-8'),
  delimiter: z.string().length(1).default(','),
  decimal: z.enum(['.', ',']).default('.'),
  /** Cells that say that there is nothing. */
  absent: z.array(z.string()).default(['']),
  /** Columns that tell rows apart. Without them a row is known by its content and by how many like it come before. */
  key: z.array(z.string().min(1)).default([]),
  /**
   * The series of the imported bookings' codes: RES00042-Q. Terminals get series of their own, A, B ... and in a hotel of
   * more than 702 terminals AAA.
   */
  codePrefix: z.string().regex(/^[A-Z]{3,4}$/, { message: 'must be three or four capital letters' }),
  pricePer: z.enum(['night', 'stay']).default('night'),
  fields,
})

export type Profile = z.output<typeof profileSchema>
export type ProfileValue = z.output<typeof value>
export type ProfileDate = z.output<typeof date>
export type ColumnValue = z.output<typeof columnValue>

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function isEncoding(encoding: string): boolean {
  try {
    return new TextDecoder(encoding).encoding !== ''
  } catch {
    return false
  }
}
