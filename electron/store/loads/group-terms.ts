import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { GroupTerms } from '../../../shared/domain/rate/group-rate.ts'
import { prepared } from '../prepared.ts'

/** What was agreed with a group; null when there is no such group. */
export function loadGroupTerms(db: Database, groupId: string): GroupTerms | null {
  const row = prepared<Omit<GroupTerms, 'rates'> & { readonly agreedRates: string }>(
    db,
    `select g.agreed_rates as agreedRates, min(b.check_in_date) as arrival, max(b.check_out_date) as departure
     from booking_groups g left join bookings b on b.booking_group_id = g.id and b.status not in ('cancelled', 'no_show')
     where g.id = ? group by g.id`,
  ).get(groupId)
  if (row === undefined) return null
  const { agreedRates, ...days } = row
  return { ...days, rates: parseAgreedRates(agreedRates) }
}

/** Minor units for a night by room type, as the group's row keeps them. */
export function parseAgreedRates(json: string): GroupTerms['rates'] {
  return ratesByType.parse(JSON.parse(json))
}

const ratesByType = z.record(z.string(), z.int())
