import type { GuestChoice } from '../../../shared/contract/calls/booking.ts'

/** A name in a field: somebody on record once they were chosen, else as typed. */
export interface TypedName {
  readonly text: string
  readonly guestId: string | null
}

export const noName: TypedName = { text: '', guestId: null }

/** The guest a name stands for; null while nothing is written. */
export function guestOf({ text, guestId }: TypedName): GuestChoice | null {
  const fullName = text.trim()
  if (guestId !== null) return { kind: 'known', guestId }
  return fullName === '' ? null : { kind: 'new', fullName, phone: '', email: '', nationality: '' }
}

/**
 * The names of a list copied from a mail or a sheet, one to a line. What is in front of a name to count it, and columns
 * after it, are left out.
 */
export function namesOfText(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => (line.split('\t').find((cell) => /\p{L}/u.test(cell)) ?? '').trim())
    .map((line) => line.replace(/^(\d+\s*[.):-]?|[-*•])\s+/u, '').slice(0, 100))
    .filter((line) => line !== '')
}
