import type { Database } from 'better-sqlite3'
import { nightsBetween } from '../../../shared/domain/calendar/days.ts'
import { nightTaxes, type NightTaxRule, type TaxLine } from '../../../shared/domain/folio/night-tax.ts'
import type { BookingsRow } from '../../../shared/protocol/rows.ts'
import { prepared } from '../prepared.ts'
import { loadHotel } from '../reads/hotel.ts'

/** What is due for a night of a stay beside its price. */
export function loadNightTaxes(
  db: Database,
  booking: Pick<BookingsRow, 'adults' | 'children' | 'check_in_date'>,
  night: { readonly night: string; readonly amountMinor: number },
): readonly TaxLine[] {
  const rules = prepared<NightTaxRule>(db, selectRules).all(night)
  return nightTaxes(
    {
      amountMinor: night.amountMinor,
      adults: booking.adults,
      children: booking.children,
      index: nightsBetween(booking.check_in_date, night.night),
    },
    rules,
    loadHotel(db)?.prices_include_tax !== 0,
  )
}

const selectRules = `
select code, name, kind, rate_percent as ratePercent, amount_per_person_night as perPersonMinor,
  exempt_under_age as exemptUnderAge, max_nights as maxNights
from tax_rules
where is_active = 1 and valid_from <= @night and @night < valid_to
  and exists (select 1 from json_each(applies_to) a where a.value = 'room_charge')
order by code, valid_from desc`
