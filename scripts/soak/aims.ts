import type { CallName } from '../../shared/contract/index.ts'
import { addDays } from '../../shared/domain/calendar/days.ts'
import type { Fields, Guess } from './inputs.ts'
import { pickWhere } from './pick-row.ts'

/**
 * Fields by which a call has a chance of being done, where its schema alone would seldom hit upon them: a check-in is
 * tried on a stay that is due. Calls without an aim are guessed from their schema.
 */
export const aims: Readonly<Partial<Record<CallName, (desk: Guess) => Fields>>> = {
  'booking.create': (desk) => {
    const arrival = addDays(
      desk.businessDate,
      desk.random.weighted([[0, 6] as const, [1, 2] as const, [2, 1] as const]),
    )
    const typeId = pickWhere(desk, 'room_types', 'true')
    const roomId = desk.random.chance(0.7) ? pickWhere(desk, 'rooms', 'room_type_id = ?', typeId) : undefined
    return {
      arrival,
      departure: addDays(arrival, desk.random.weighted([[0, 1] as const, [1, 6] as const, [3, 3] as const])),
      roomTypeId: typeId,
      roomId,
      adults: 1,
      children: 0,
      overbook: desk.random.chance(0.1),
      guest: someGuest(desk),
    }
  },
  'booking.walkIn': (desk) => ({
    departure: addDays(desk.businessDate, desk.random.between(0, 3)),
    roomId: pickWhere(desk, 'rooms', 'true'),
    adults: 1,
    children: 0,
    guest: someGuest(desk),
    ...(desk.random.chance(0.5) ? { payment: cash(desk) } : { payment: undefined }),
  }),
  'booking.assignRoom': (desk) => ({
    bookingId: stayIn(desk, expected),
    roomId: pickWhere(desk, 'rooms', 'true'),
  }),
  'booking.checkIn': (desk) => ({
    bookingId: stayIn(
      desk,
      `${expected} and room_id is not null and check_in_date <= '${desk.businessDate}'`,
    ),
    override: { reason: 'the manager said so' },
  }),
  'booking.checkOut': (desk) => ({ bookingId: stayIn(desk, `status = 'checked_in' and ${isSettled(desk)}`) }),
  'booking.cancel': (desk) => ({ bookingId: stayIn(desk, expected), reason: 'changed plans' }),
  'booking.undo': (desk) => ({ bookingId: stayIn(desk, `status <> 'pending'`) }),
  'folio.postCharge': (desk) => ({ bookingId: stayIn(desk, `status = 'checked_in'`) }),
  'folio.takePayment': (desk) => {
    const bookingId = stayIn(desk, `status in ('confirmed', 'checked_in')`)
    return { bookingId, payment: cash(desk, bookingId) }
  },
}

const expected = `status in ('pending', 'confirmed', 'guaranteed')`

/** Its nights have been paid, as far as a rough sum tells. */
function isSettled({ businessDate }: Guess): string {
  const nights = `(select coalesce(sum(n.amount), 0) from booking_nights n where n.booking_id = bookings.id and not exists
    (select 1 from transactions t where t.booking_night_id = n.id) and n.night < '${businessDate}')`
  return `(select coalesce(sum(x.amount), 0) from transactions x where x.booking_id = bookings.id) + ${nights} <= 0`
}

/** A stay in this state, else any: a refusal is tried too. */
function stayIn(desk: Guess, condition: string): string | undefined {
  return pickWhere(desk, 'bookings', condition) ?? pickWhere(desk, 'bookings', 'true')
}

function someGuest(desk: Guess): Fields {
  const known = desk.random.chance(0.3) ? pickWhere(desk, 'customers', 'true') : undefined
  if (known !== undefined) return { kind: 'known', guestId: known }
  return {
    kind: 'new',
    fullName: `Guest ${desk.random.between(1, 999)}`,
    nationality: 'PRT',
    phone: '',
    email: '',
  }
}

/** Some money, or for a stay often just what is owed. */
function cash(desk: Guess, bookingId?: string): Fields {
  const owed = Number(
    desk.db
      .prepare(
        `select coalesce((select sum(amount) from transactions where booking_id = $id), 0)
           + coalesce((select sum(n.amount) from booking_nights n where n.booking_id = $id and not exists
               (select 1 from transactions t where t.booking_night_id = n.id)), 0)`,
      )
      .pluck()
      .get({ id: bookingId ?? null }),
  )
  const amountMinor = owed > 0 && desk.random.chance(0.7) ? owed : desk.random.between(1, 200) * 100
  return { method: desk.random.pick(['cash', 'bank_transfer'] as const), amountMinor, reference: '' }
}
