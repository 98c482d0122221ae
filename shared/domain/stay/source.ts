/** Where a booking came from, as stored. */
export const bookingSources = ['direct', 'website', 'phone', 'walk_in', 'ota', 'corporate', 'group'] as const

export type BookingSource = (typeof bookingSources)[number]
