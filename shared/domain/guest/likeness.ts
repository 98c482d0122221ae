/** What two people are compared by. */
export interface PersonMarks {
  readonly fullName: string
  readonly phone: string
  readonly email: string
  readonly dateOfBirth: string | null
}

/** Why two records may be one person; the first reason is the strongest. */
export const likenesses = ['email', 'phone', 'name_and_birth', 'same_name', 'similar_name'] as const

export type Likeness = (typeof likenesses)[number]

/** Names as `plain` makes them: without case, accents and order of words. Telephones as digits alone. */
export function likenessOf(one: PersonMarks, other: PersonMarks): readonly Likeness[] {
  const isSameName = one.fullName !== '' && one.fullName === other.fullName
  const isSimilar = !isSameName && isOneSlipApart(one.fullName, other.fullName)
  const isSameBirth = one.dateOfBirth !== null && one.dateOfBirth === other.dateOfBirth
  const isOtherBirth = one.dateOfBirth !== null && other.dateOfBirth !== null && !isSameBirth
  const applies: Record<Likeness, boolean> = {
    email: one.email !== '' && one.email === other.email,
    phone: one.phone.length >= shortestTellingPhone && isSamePhone(one.phone, other.phone),
    name_and_birth: (isSameName || isSimilar) && isSameBirth,
    same_name: isSameName && !isOtherBirth && !isSameBirth,
    similar_name: isSimilar && !isOtherBirth && !isSameBirth,
  }
  return likenesses.filter((likeness) => applies[likeness])
}

/** Fewer digits are an extension or a slip, and many people's. */
const shortestTellingPhone = 6

/** With a country's code or without. */
function isSamePhone(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  const tail = short.replace(/^0+/, '')
  return tail.length >= shortestTellingPhone && long.endsWith(tail)
}

/** Of names long enough for that to be a slip. */
function isOneSlipApart(one: string, other: string): boolean {
  return Math.min(one.length, other.length) >= 5 && isOneSlip(one, other)
}

/** One letter more, less, other, or two neighbours swapped. */
export function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false
  let start = 0
  while (start < one.length && one[start] === other[start]) start += 1
  const [a, b] = [one.slice(start), other.slice(start)]
  return (
    a.slice(1) === b.slice(1) ||
    a.slice(1) === b ||
    a === b.slice(1) ||
    (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2))
  )
}
