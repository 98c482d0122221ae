import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import { packLanes } from '../../../shared/domain/rack/pack-lanes.ts'
import { laneIdOf, lanesShown, parseLaneId } from '../../../shared/domain/rack/rack-rows.ts'
import { prepared } from '../prepared.ts'
import { loadBarStays, type BarStay } from './rack-bars.ts'
import { listPiecesInRooms, listPiecesWithoutRoom, type FoundPiece, type RackRange } from './rack-pieces.ts'
import { readTogether } from './read-together.ts'

export interface RackWindowQuestion {
  readonly from: string
  readonly days: number
  readonly lanes: readonly { readonly laneId: string; readonly seen: string }[]
}

export interface RackWindow {
  /** Those asked for that are not as last seen. */
  readonly lanes: readonly RackLaneRead[]
  readonly unassigned: readonly {
    readonly roomTypeId: string
    readonly lanes: number
    /** Stays in lanes beyond those that the rack shows. */
    readonly beyond: number
  }[]
}

export interface RackLaneRead {
  readonly laneId: string
  readonly version: string
  readonly bars: readonly (BarStay & { readonly from: string; readonly to: string })[]
  readonly blocks: readonly BlockRead[]
}

interface BlockRead {
  readonly blockId: string
  readonly kind: 'out_of_order' | 'out_of_service'
  readonly from: string
  readonly to: string
  readonly reason: string
}

/** What lies in lanes of the rack over a range of days: only the lanes asked for, and of these only what is news. */
export function loadRackWindow(db: Database, question: RackWindowQuestion, businessDate: string): RackWindow {
  const range = { from: question.from, to: addDays(question.from, question.days), businessDate }
  return readTogether(db, () => {
    const waiting = packByType(listPiecesWithoutRoom(db, range))
    const wanted = new Set(question.lanes.map(({ laneId }) => laneId))
    const roomIds = [...wanted].filter((laneId) => 'roomId' in parseLaneId(laneId))
    const pieces = [
      ...listPiecesInRooms(db, roomIds, range).map((piece) => ({ laneId: piece.roomId ?? '', piece })),
      ...waiting.pieces.filter(({ laneId }) => wanted.has(laneId)),
    ]
    const stays = loadBarStays(db, [...new Set(pieces.map(({ piece }) => piece.bookingId))], businessDate)
    const piecesOf = Map.groupBy(pieces, ({ laneId }) => laneId)
    const blocksOf = listBlocks(db, roomIds, range)
    const lanes = question.lanes.flatMap(({ laneId, seen }) => {
      const bars = (piecesOf.get(laneId) ?? []).flatMap(({ piece }) => barOf(piece, stays)).toSorted(byStart)
      const lane = versioned(laneId, bars, blocksOf.get(laneId) ?? [])
      return lane.version === seen ? [] : [lane]
    })
    return { lanes, unassigned: waiting.lanes }
  })
}

function barOf(piece: FoundPiece, stays: ReadonlyMap<string, BarStay>): RackLaneRead['bars'] {
  const stay = stays.get(piece.bookingId)
  return stay === undefined ? [] : [{ ...stay, from: piece.from, to: piece.to }]
}

function byStart(a: RackLaneRead['bars'][number], b: RackLaneRead['bars'][number]): number {
  if (a.from !== b.from) return a.from < b.from ? -1 : 1
  return a.bookingId < b.bookingId ? -1 : 1
}

function versioned(laneId: string, bars: RackLaneRead['bars'], blocks: readonly BlockRead[]): RackLaneRead {
  const version = createHash('sha1')
    .update(JSON.stringify([bars, blocks]))
    .digest('base64')
  return { laneId, version, bars, blocks }
}

/** Stays without a room, in as many lanes a type as they need. */
function packByType(pieces: readonly FoundPiece[]) {
  const lanes: { roomTypeId: string; lanes: number; beyond: number }[] = []
  const placed: { laneId: string; piece: FoundPiece }[] = []
  const byType = Map.groupBy(pieces, ({ roomTypeId }) => roomTypeId)
  for (const [roomTypeId, own] of byType) {
    const packed = packLanes(own.map((piece) => ({ ...piece, key: piece.bookingId })))
    const needed = Math.max(...packed.map(({ lane }) => lane)) + 1
    const shown = lanesShown(needed)
    lanes.push({ roomTypeId, lanes: needed, beyond: packed.filter(({ lane }) => lane >= shown).length })
    for (const { item, lane } of packed) placed.push({ laneId: laneIdOf(roomTypeId, lane), piece: item })
  }
  return { lanes, pieces: placed }
}

function listBlocks(
  db: Database,
  roomIds: readonly string[],
  range: RackRange,
): ReadonlyMap<string, readonly BlockRead[]> {
  const blocksOf = new Map<string, BlockRead[]>()
  const parameters = { rooms: JSON.stringify(roomIds), ...range }
  for (const { roomId, ...block } of prepared<BlockRow>(db, selectBlocks).all(parameters)) {
    const known = blocksOf.get(roomId)
    if (known === undefined) blocksOf.set(roomId, [block])
    else known.push(block)
  }
  return blocksOf
}

interface BlockRow extends BlockRead {
  readonly roomId: string
}

const selectBlocks = `
select k.id as blockId, k.room_id as roomId, k.kind, k.starts_on as "from", k.ends_on as "to", k.reason
from json_each(@rooms) r
cross join room_blocks k on k.room_id = r.value and k.ends_on > @from and k.released_at is null
where k.starts_on < @to
order by k.starts_on`
