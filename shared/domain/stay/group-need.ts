/** What may be to be done about a group; of two on one day, the one that stands first here. */
export const groupNeeds = ['check_out', 'name', 'rooms', 'check_in'] as const

export type GroupNeed = (typeof groupNeeds)[number]

/** A group as its list counts it. */
export interface GroupCounts {
  /** The first arrival of those who are not here yet; null while nobody is expected. */
  readonly nextArrival: string | null
  /** The first departure of somebody who is in house; null while nobody is. */
  readonly nextDeparture: string | null
  readonly releaseDate: string | null
  /** Rooms that go back on the release date unless somebody is named for them. */
  readonly unnamed: number
  readonly withoutRoom: number
}

/**
 * What is to be done next about a group, and by which day: who leaves is let go on the day of departure, names are wanted
 * by the release date, rooms by the arrival. Null when nothing is left to do.
 */
export function groupNeed(group: GroupCounts): { readonly what: GroupNeed; readonly on: string } | null {
  const { nextArrival, nextDeparture, releaseDate } = group
  const days: Readonly<Record<GroupNeed, string | null>> = {
    check_out: nextDeparture,
    name: group.unnamed > 0 ? releaseDate : null,
    rooms: group.withoutRoom > 0 ? nextArrival : null,
    check_in: nextArrival,
  }
  return groupNeeds.reduce<{ readonly what: GroupNeed; readonly on: string } | null>((first, what) => {
    const on = days[what]
    return on === null || (first !== null && first.on <= on) ? first : { what, on }
  }, null)
}
