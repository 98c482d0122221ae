import type { Database } from 'better-sqlite3'
import { prepared } from '../prepared.ts'
import { inOrderOf } from './collate.ts'
import { readTogether } from './read-together.ts'
import { listStaySummaries, type StaySummary } from './stay-summary.ts'

export interface GroupRecord {
  readonly groupId: string
  readonly code: string
  readonly name: string
  readonly contactName: string | null
  readonly releaseDate: string | null
  readonly notes: string
  readonly stays: readonly StaySummary[]
}

/** A group with its rooming list, by room and guest. */
export function loadGroupRecord(db: Database, groupId: string, businessDate: string): GroupRecord | null {
  return readTogether(db, () => {
    const group = prepared<Omit<GroupRecord, 'stays'>>(
      db,
      `select g.id as groupId, g.group_code as code, g.name, c.full_name as contactName, g.release_date as releaseDate,
         coalesce(g.notes, '') as notes
       from booking_groups g left join customers c on c.id = g.contact_customer_id where g.id = ?`,
    ).get(groupId)
    if (group === undefined) return null
    const stays = listStaySummaries(db, 'b.booking_group_id = @groupId', { today: businessDate, groupId })
    return {
      ...group,
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
  readonly inHouse: number
  readonly left: number
}

/** Groups with a stay on one of these days that was not called off, the earliest arrival first. */
export function listGroups(db: Database, from: string, to: string): readonly GroupLine[] {
  // the groups are few: each is asked for its stays, not every stay for its group
  return prepared<GroupLine>(
    db,
    `select g.id as groupId, g.group_code as code, g.name, count(*) as rooms, min(b.check_in_date) as arrival,
       max(b.check_out_date) as departure,
       sum(b.room_id is null and b.status in ('pending', 'confirmed', 'guaranteed')) as withoutRoom,
       sum(b.status = 'checked_in') as inHouse, sum(b.status = 'checked_out') as "left"
     from booking_groups g
     cross join bookings b on b.booking_group_id = g.id and b.status not in ('cancelled', 'no_show')
     group by g.id
     having min(b.check_in_date) <= @to and max(b.check_out_date) >= @from
     order by arrival, g.name, g.id`,
  ).all({ from, to })
}
