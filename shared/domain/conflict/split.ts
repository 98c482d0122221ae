/** A room, and on which of a stay's nights nobody else has it. */
export interface OpenRoom {
  readonly roomId: string
  readonly nights: ReadonlySet<string>
}

/** The first nights in one room, the rest in another. */
export interface Split {
  readonly firstRoomId: string
  readonly secondRoomId: string
  /** The first night in the second room. */
  readonly from: string
}

/**
 * Two rooms that between them take a stay no single room can: the guest moves once, and as late as may be. The rooms
 * come in the order of preference, which settles what the dates leave open. Null where it takes more than one move.
 */
export function findSplit(nights: readonly string[], rooms: readonly OpenRoom[]): Split | null {
  for (let moved = nights.length - 1; moved > 0; moved--) {
    const from = nights[moved]
    if (from === undefined) return null
    const [before, after] = [nights.slice(0, moved), nights.slice(moved)]
    for (const first of rooms.filter((room) => isOpen(room, before))) {
      const second = rooms.find((room) => room !== first && isOpen(room, after))
      if (second !== undefined) return { firstRoomId: first.roomId, secondRoomId: second.roomId, from }
    }
  }
  return null
}

function isOpen(room: OpenRoom, nights: readonly string[]): boolean {
  return nights.every((night) => room.nights.has(night))
}
