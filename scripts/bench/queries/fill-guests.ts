import { makeGuest } from '../../load/make-guest.ts'
import type { Random } from '../../load/random.ts'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import type { TestHotel } from '../../../shared/testing/hotel.ts'
import { fillerOf } from './filler.ts'

const countries = ['PRT', 'GBR', 'ESP', 'FRA', 'DEU', 'USA', 'ITA', 'BRA', 'POL', 'CHN', 'RUS', 'IRL', 'NLD']

/** Guests of many countries, some of a company, a few unwanted, a few who were merged into another. */
export function fillGuests(
  { db, ids, businessDate }: TestHotel,
  count: number,
  random: Random,
): readonly string[] {
  const guest = fillerOf(db, 'customers', [
    'id',
    'customer_code',
    'full_name',
    'email',
    'phone',
    'nationality',
    'company_name',
    'date_of_birth',
    'blacklisted',
    'merged_into',
    'created_at',
  ])
  const guestIds: string[] = []
  for (let index = 0; index < count; index += 1) {
    const id = ids.fresh()
    const nationality = random.pick(countries)
    const { fullName, email, phone } = makeGuest(nationality, random)
    guest({
      id,
      customer_code: `G${String(index + 1).padStart(6, '0')}`,
      full_name: fullName,
      email,
      phone,
      nationality,
      company_name: random.chance(0.1) ? `Company ${random.between(1, 2_000)} Lda.` : null,
      date_of_birth: random.chance(0.5) ? addDays('1940-01-01', random.between(0, 24_000)) : null,
      blacklisted: random.chance(0.002) ? 1 : 0,
      merged_into: index > 0 && random.chance(0.01) ? (guestIds[0] ?? null) : null,
      created_at: `${addDays(businessDate, -random.between(0, 2_000))}T09:00:00.000Z`,
    })
    guestIds.push(id)
  }
  return guestIds
}
