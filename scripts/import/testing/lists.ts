import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assert } from '../../../shared/kernel/assert.ts'
import { parseProfile } from '../load-profile.ts'
import type { Profile } from '../profile.ts'

const profilesDir = join(import.meta.dirname, '..', 'profiles')

/** Our profile of the demand data sets. */
export const hotelDemand: Profile = aProfile(readFileSync(join(profilesDir, 'hotel-demand.json'), 'utf8'))

function aProfile(json: string): Profile {
  const profile = parseProfile(json, 'test.json')
  assert(profile.ok, profile.ok ? '' : JSON.stringify(profile.error))
  return profile.value
}

/** Another system's layout: semicolons, decimal commas, named guests and rooms, a departure, a price for all. */
export const otherLayout: Profile = aProfile(
  JSON.stringify({
    name: 'other',
    describes: 'Made for tests',
    hotel: { name: 'Pension Edelweiß', timeZone: 'Europe/Vienna', currency: 'EUR' },
    encoding: 'windows-1252',
    delimiter: ';',
    decimal: ',',
    absent: ['', '-'],
    key: ['Nr'],
    codePrefix: 'PEN',
    pricePer: 'stay',
    fields: {
      status: {
        column: 'Status',
        values: { reserviert: 'confirmed', 'im Haus': 'checked_in', abgereist: 'checked_out' },
      },
      arrival: { column: 'Anreise', format: 'DD.MM.YYYY' },
      departure: { column: 'Abreise', format: 'DD.MM.YYYY' },
      soldType: { column: 'Kategorie' },
      roomNumber: { column: 'Zimmer' },
      adults: { column: 'Personen' },
      price: { column: 'Preis' },
      source: { constant: 'phone' },
      guestName: { column: 'Gast' },
      guestEmail: { column: 'Mail' },
    },
  }),
)

export const otherHeader = 'Nr;Status;Anreise;Abreise;Kategorie;Zimmer;Personen;Preis;Gast;Mail'

/** A file in the encoding of the other layout. */
export function otherFile(...rows: readonly string[]): Uint8Array {
  return Buffer.from(`${[otherHeader, ...rows].join('\r\n')}\r\n`, 'latin1')
}

const demandColumns = {
  hotel: 'Resort Hotel',
  is_canceled: '0',
  lead_time: '20',
  arrival_date_year: '2016',
  arrival_date_month: 'August',
  arrival_date_week_number: '33',
  arrival_date_day_of_month: '13',
  stays_in_weekend_nights: '1',
  stays_in_week_nights: '1',
  adults: '2',
  children: '0',
  babies: '0',
  meal: 'BB',
  country: 'PRT',
  market_segment: 'Direct',
  distribution_channel: 'Direct',
  is_repeated_guest: '0',
  previous_cancellations: '0',
  previous_bookings_not_canceled: '0',
  reserved_room_type: 'A',
  assigned_room_type: 'A',
  booking_changes: '0',
  deposit_type: 'No Deposit',
  agent: 'NULL',
  company: 'NULL',
  days_in_waiting_list: '0',
  customer_type: 'Transient',
  adr: '80.5',
  required_car_parking_spaces: '0',
  total_of_special_requests: '0',
  reservation_status: 'Check-Out',
  reservation_status_date: '8/15/2016',
}

export type DemandRow = Partial<typeof demandColumns>

/** A file as the demand data sets have it; each row says how it differs from an ordinary stay of two nights. */
export function demandFile(...rows: readonly DemandRow[]): Uint8Array {
  const lines = rows.map((row) => Object.values({ ...demandColumns, ...row }).join(','))
  return Buffer.from(`${[Object.keys(demandColumns).join(','), ...lines].join('\n')}\n`)
}

/** The arrival of a row, nights after it, and the day on which its status was reached. */
export function stayOf(arrival: string, nights: number, statusDate?: string): DemandRow {
  const [year = '', month = '', day = ''] = arrival.split('-')
  const departure = new Date(Date.parse(`${arrival}T00:00:00Z`) + nights * 86_400_000)
    .toISOString()
    .slice(0, 10)
  const [statusYear = '', statusMonth = '', statusDay = ''] = (statusDate ?? departure).split('-')
  return {
    arrival_date_year: year,
    arrival_date_month: monthNames[Number(month) - 1] ?? '',
    arrival_date_day_of_month: String(Number(day)),
    stays_in_weekend_nights: '0',
    stays_in_week_nights: String(nights),
    reservation_status_date: `${Number(statusMonth)}/${Number(statusDay)}/${statusYear}`,
  }
}

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
