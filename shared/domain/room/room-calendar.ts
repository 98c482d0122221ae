import { shareNoMoment, type StayDates } from './assign-rooms.ts'

/** A stay or an out-of-order block that has the room already. */
export interface RoomTaken extends StayDates {
  /** A guest still in house past the departure: in the room tonight as well. */
  readonly overdue: boolean
}

/** Is a room free for a stay beside all that has it already? */
export function isRoomFree(wanted: StayDates, taken: readonly RoomTaken[], businessDate: string): boolean {
  return taken.every(
    (stay) => shareNoMoment(wanted, stay) && !(stay.overdue && wantsTonight(wanted, businessDate)),
  )
}

function wantsTonight({ arrival, departure }: StayDates, businessDate: string): boolean {
  return arrival <= businessDate && (businessDate < departure || arrival === departure)
}
