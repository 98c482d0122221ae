import type { LineVocabulary } from './line-words.ts'
import type { Meaning } from './read-word.ts'

export type RoomNamed = LineVocabulary['rooms'][number]

/** A meaning once the whole line is known. */
export type SettledMeaning = Exclude<Meaning, { readonly kind: 'number' }>

/**
 * Settles whether bare numbers are rooms or prices, by what the line still lacks and never by their order:
 *
 *   120 after a type or a `#room`      the price of a night
 *   204 with neither, and there is 204 the room
 *   two of them, one of which is a room  that one the room, the other the price
 *
 * What may be either is left unclear, and the clerk is asked.
 */
export function meanNumbers(
  meanings: readonly Meaning[],
  vocabulary: LineVocabulary,
): readonly SettledMeaning[] {
  const numbers = meanings.filter((meaning) => meaning.kind === 'number').map(({ digits }) => digits)
  const isRoom = (digits: string): boolean => vocabulary.rooms.some(({ roomNumber }) => roomNumber === digits)
  const has = (kind: Meaning['kind']): boolean => meanings.some((meaning) => meaning.kind === kind)
  const rooms = numbers.filter(isRoom)
  const wantsRoom = !has('room') && (numbers.length > 1 || has('rate') || !has('type'))
  const room = wantsRoom && rooms.length === 1 ? rooms[0] : undefined
  const isUnclear = wantsRoom && rooms.length > 1
  return meanings.map((meaning): SettledMeaning => {
    if (meaning.kind !== 'number') return meaning
    if (meaning.digits === room) return { kind: 'room', roomNumber: meaning.digits }
    if (isUnclear && isRoom(meaning.digits)) return { kind: 'unclear' }
    return { kind: 'rate', rateMinor: Number(meaning.digits) * 10 ** vocabulary.minorDigits }
  })
}
