/** What a word of the line is taken for. */
export const wordKinds = [
  'name',
  'nights',
  'departure',
  'party',
  'room',
  'type',
  'rate',
  'method',
  'phone',
  'email',
  'unclear',
  'unknown',
] as const

export type WordKind = (typeof wordKinds)[number]

/** Why a word is not taken for what it seems to be. */
export const lineProblems = [
  'not_understood',
  'said_twice',
  'no_such_room',
  'no_such_type',
  'other_type',
  'room_or_price',
  'too_late',
  'in_past',
  'nobody',
  'too_many',
] as const

export type LineProblem = (typeof lineProblems)[number]
