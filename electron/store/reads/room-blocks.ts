import type { Database } from 'better-sqlite3'
import type { HousekeepingStatus } from '../../../shared/domain/room/housekeeping.ts'
import { prepared } from '../prepared.ts'
import { inOrderOf } from './collate.ts'
import { unsentRow } from './unsent.ts'

export interface BlockRecord {
  readonly blockId: string
  readonly roomId: string
  readonly roomNumber: string
  readonly kind: 'out_of_order' | 'out_of_service'
  readonly from: string
  readonly to: string
  readonly reason: string
  readonly returnStatus: HousekeepingStatus
  readonly createdBy: string
  readonly unsent: boolean
}

/** Blocks that touch one of these days, by day and room; half-open, like a stay. */
export function listBlocks(db: Database, from: string, to: string): readonly BlockRecord[] {
  return prepared<BlockRow>(
    db,
    `${selectBlock} where k.released_at is null and k.starts_on < ? and k.ends_on > ?`,
  )
    .all(to, from)
    .map(blockOf)
    .toSorted(
      inOrderOf(
        (block) => block.from,
        (block) => block.roomNumber,
      ),
    )
}

export function loadBlockRecord(db: Database, blockId: string): BlockRecord | null {
  const row = prepared<BlockRow>(db, `${selectBlock} where k.id = ?`).get(blockId)
  return row === undefined ? null : blockOf(row)
}

interface BlockRow extends Omit<BlockRecord, 'unsent'> {
  readonly unsent: 0 | 1
}

function blockOf(row: BlockRow): BlockRecord {
  return { ...row, unsent: row.unsent === 1 }
}

const selectBlock = `
select k.id as blockId, r.id as roomId, r.room_number as roomNumber, k.kind, k.starts_on as "from", k.ends_on as "to",
  k.reason, k.return_status as returnStatus, coalesce(u.full_name, '') as createdBy,
  ${unsentRow('room_blocks', 'k.id')} as unsent
from room_blocks k
join rooms r on r.id = k.room_id
left join user_profiles u on u.id = k.created_by`
