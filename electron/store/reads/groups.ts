import type { Database } from 'better-sqlite3'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import { longestStayNights } from '../../../shared/domain/stay/booking-rules.ts'
import { groupNeed, type GroupNeed } from '../../../shared/domain/stay/group-need.ts'
import { isUnnamedStay } from '../loads/group-release.ts'
import { parseAgreedRates } from '../loads/group-terms.ts'
import { prepared } from '../prepared.ts'
import { inOrderOf } from './collate.ts'
import { readTogether } from './read-together.ts'
import { listStaySummaries, type StaySummary } from './stay-summary.ts'

export interface GroupRecord {
  readonly groupId: string
  readonly code: string
  readonly name: string
  readonly contactName: string | null
  readonly company: string
  readonly paysRooms: boolean
  readonly releaseDate: string | null
  readonly rates: readonly { readonly roomTypeId: string; readonly rateMinor: number }[]
  readonly unnamed: readonly string[]
  readonly roomsOwedMinor: number
  readonly owedMinor: number
  readonly notes: string
  readonly stays: readonly StaySummary[]
}

type GroupFacts = Pick<
  GroupRecord,
  'groupId' | 'code' | 'name' | 'contactName' | 'company' | 'releaseDate' | 'notes'
>

/** A group with its rooming list, by room and guest. */
export function loadGroupRecord(db: Database, groupId: string, businessDate: string): GroupRecord | null {
  return readTogether(db, () => {
    const group = prepared<GroupFacts & { readonly paysRooms: 0 | 1; readonly agreedRates: string }>(
      db,
      `select g.id as groupId, g.group_code as code, g.name, c.full_name as contactName,
         coalesce(g.company_name, '') as company, g.pays_rooms as paysRooms, g.release_date as releaseDate,
         g.agreed_rates as agreedRates, coalesce(g.notes, '') as notes
       from booking_groups g left join customers c on c.id = g.contact_customer_id where g.id = ?`,
    ).get(groupId)
    if (group === undefined) return null
    const stays = listStaySummaries(db, 'b.booking_group_id = @groupId', { today: businessDate, groupId })
    const open = listOpenStays(db, groupId, stays)
    const { agreedRates, ...facts } = group
    return {
      ...facts,
      paysRooms: group.paysRooms === 1,
      rates: Object.entries(parseAgreedRates(agreedRates)).map(([roomTypeId, rateMinor]) => ({
        roomTypeId,
        rateMinor,
      })),
      unnamed: listUnnamed(db, groupId),
      roomsOwedMinor: open.reduce((sum, { roomsMinor }) => sum + roomsMinor, 0),
      owedMinor: open.reduce((sum, { totalMinor }) => sum + totalMinor, 0),
      stays: stays.toSorted(
        inOrderOf(
          (stay) => stay.roomNumber ?? '',
          (stay) => stay.guestName,
          (stay) => stay.code,
        ),
      ),
    }
  })
}

export interface GroupLine {
  readonly groupId: string
  readonly code: string
  readonly name: string
  readonly rooms: number
  readonly arrival: string
  readonly departure: string
  readonly withoutRoom: number
  readonly unnamed: number
  readonly releaseDate: string | null
  readonly inHouse: number
  readonly left: number
  readonly need: { readonly what: GroupNeed; readonly on: string } | null
}

type GroupRow = Omit<GroupLine, 'need'> & {
  readonly nextArrival: string | null
  readonly nextDeparture: string | null
}

/**
 * Groups with a stay on one of these days that was not called off: first those about which something is to be done
 * soonest, last those about which nothing is.
 */
export function listGroups(db: Database, from: string, to: string): readonly GroupLine[] {
  // of the groups of all years only those of these days are asked for their stays
  const rows = prepared<GroupRow>(
    db,
    `select g.id as groupId, g.group_code as code, g.name, count(*) as rooms, min(b.check_in_date) as arrival,
       max(b.check_out_date) as departure, g.release_date as releaseDate,
       sum(b.room_id is null and b.status in ('pending', 'confirmed', 'guaranteed')) as withoutRoom,
       sum(${isUnnamedStay}) as unnamed,
       min(b.check_in_date) filter (where b.status in ('pending', 'confirmed', 'guaranteed')) as nextArrival,
       min(b.check_out_date) filter (where b.status = 'checked_in') as nextDeparture,
       sum(b.status = 'checked_in') as inHouse, sum(b.status = 'checked_out') as "left"
     from booking_groups g
     cross join bookings b on b.booking_group_id = g.id and b.status not in ('cancelled', 'no_show')
     where g.id in (
       select x.booking_group_id from bookings x
       where x.booking_group_id is not null and x.check_out_date between @from and @last and x.check_in_date <= @to
         and x.status not in ('cancelled', 'no_show'))
     group by g.id`,
  ).all({ from, to, last: addDays(to, longestStayNights) })
  return rows
    .map(({ nextArrival, nextDeparture, ...group }) => ({
      ...group,
      need: groupNeed({ ...group, nextArrival, nextDeparture }),
    }))
    .toSorted(
      inOrderOf(
        ({ need }) => need?.on ?? '9999',
        ({ arrival }) => arrival,
        ({ name }) => name,
        ({ groupId }) => groupId,
      ),
    )
}

function listUnnamed(db: Database, groupId: string): readonly string[] {
  return prepared<{ id: string }>(
    db,
    `select b.id from booking_groups g join bookings b on b.booking_group_id = g.id
     where g.id = ? and ${isUnnamedStay}`,
  )
    .all(groupId)
    .map(({ id }) => id)
}

export interface OpenGroupStay {
  readonly bookingId: string
  readonly roomsMinor: number
  readonly totalMinor: number
}

/** What each stay of a group still owes, its nights to come included: for the room and its taxes, and for everything. */
export function listOpenStays(
  db: Database,
  groupId: string,
  stays: readonly Pick<StaySummary, 'bookingId' | 'balanceMinor' | 'unpostedMinor'>[],
): readonly OpenGroupStay[] {
  const lines = prepared<{ id: string; rooms: number; paid: number }>(
    db,
    `select b.id,
       coalesce(sum(x.amount) filter (where x.type in ('room_charge', 'tax')), 0) as rooms,
       coalesce(-sum(x.amount) filter (where x.type in ('payment', 'refund')), 0) as paid
     from bookings b left join transactions x on x.booking_id = b.id
     where b.booking_group_id = ?
     group by b.id`,
  ).all(groupId)
  const lineOf = new Map(lines.map((line) => [line.id, line]))
  return stays.map(({ bookingId, balanceMinor, unpostedMinor }) => {
    const { rooms, paid } = lineOf.get(bookingId) ?? { rooms: 0, paid: 0 }
    const totalMinor = Math.max(0, balanceMinor + unpostedMinor)
    return {
      bookingId,
      totalMinor,
      roomsMinor: Math.max(0, Math.min(totalMinor, rooms + unpostedMinor - paid)),
    }
  })
}
