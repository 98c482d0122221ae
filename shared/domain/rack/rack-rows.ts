/** A line of the rack, top to bottom. */
export type RackRow =
  | { readonly kind: 'type'; readonly rowId: string; readonly roomTypeId: string }
  | {
      readonly kind: 'unassigned'
      readonly rowId: string
      readonly roomTypeId: string
      /** Its place among the lanes of its type, from 0. */
      readonly lane: number
    }
  | {
      /** Stands for the lanes that are not shown. */
      readonly kind: 'more'
      readonly rowId: string
      readonly roomTypeId: string
    }
  | { readonly kind: 'room'; readonly rowId: string; readonly roomTypeId: string; readonly roomId: string }

export interface RowsWanted {
  /** In the hotel's own order. */
  readonly types: readonly { readonly roomTypeId: string }[]
  /** In order of their numbers. */
  readonly rooms: readonly { readonly roomId: string; readonly roomTypeId: string }[]
  /** How many lanes the stays without a room need, by type. */
  readonly lanesOf: (roomTypeId: string) => number
  /** Types of which only the head is to be seen. */
  readonly folded: ReadonlySet<string>
}

/** The rack's lines: for each type its head, the stays that have no room yet, and its rooms. */
export function rackRows({ types, rooms, lanesOf, folded }: RowsWanted): readonly RackRow[] {
  const roomsOf = Map.groupBy(rooms, ({ roomTypeId }) => roomTypeId)
  return types.flatMap(({ roomTypeId }): RackRow[] => {
    const head: RackRow = { kind: 'type', rowId: `type/${roomTypeId}`, roomTypeId }
    if (folded.has(roomTypeId)) return [head]
    const needed = lanesOf(roomTypeId)
    const lanes = Array.from({ length: lanesShown(needed) }, (_, lane): RackRow => {
      return { kind: 'unassigned', rowId: laneIdOf(roomTypeId, lane), roomTypeId, lane }
    })
    const own = (roomsOf.get(roomTypeId) ?? []).map(({ roomId }): RackRow => {
      return { kind: 'room', rowId: roomId, roomTypeId, roomId }
    })
    const more: RackRow = { kind: 'more', rowId: `more/${roomTypeId}`, roomTypeId }
    return [head, ...lanes, ...(needed > lanes.length ? [more] : []), ...own]
  })
}

/** The rooms are not to be pushed out of sight by who has none yet. */
const mostLanes = 5

/** How many of a type's lanes are shown; one lane more is not worth hiding. */
export function lanesShown(needed: number): number {
  return needed > mostLanes + 1 ? mostLanes : needed
}

/** The name of a lane of stays without a room: the type's id and the lane's place. A room's lane has the room's id. */
export function laneIdOf(roomTypeId: string, lane: number): string {
  return `${roomTypeId}/${lane}`
}

export function parseLaneId(
  laneId: string,
): { readonly roomId: string } | { readonly roomTypeId: string; readonly lane: number } {
  const [first = '', lane] = laneId.split('/')
  return lane === undefined ? { roomId: first } : { roomTypeId: first, lane: Number(lane) }
}
