import { unreachable } from '../../kernel/assert.ts'
import { addDays, nightsBetween } from '../calendar/days.ts'
import type { PaymentMethod } from '../folio/payment-method.ts'
import { longestStayNights } from '../stay/booking-rules.ts'
import { asName } from './as-name.ts'
import type { LineProblem, WordKind } from './line-word-kinds.ts'
import type { LineVocabulary } from './line-words.ts'
import { meanNumbers, type RoomNamed, type SettledMeaning } from './mean-numbers.ts'
import { nearestWord } from './nearest-word.ts'
import { readWord } from './read-word.ts'
import { splitLine, type LineWord } from './split-line.ts'

/** What a line says, word by word and as a whole; what was not said is what a walk-in usually is. */
export interface WalkInLine {
  readonly words: readonly ReadWord[]
  readonly fullName: string
  readonly phone: string
  readonly email: string
  readonly nights: number
  readonly departure: string
  readonly adults: number
  readonly children: number
  /** The types that the words may mean; null where none was said. */
  readonly roomTypeIds: readonly string[] | null
  readonly roomId: string | null
  readonly rateMinor: number | null
  readonly method: PaymentMethod | null
}

export interface ReadWord {
  readonly text: string
  readonly from: number
  readonly to: number
  readonly kind: WordKind
  /** Why it is not taken for what it seems to be; null when it is. */
  readonly problem: LineProblem | null
  /** The word that may have been meant. */
  readonly near: string | null
}

/** Most of either that one room is sold for; whether they fit is asked of the room. */
const mostOfParty = 20
const longestName = 100

/**
 * Reads `smith 2n king 120 cash`: who, how long, what, for how much a night, paid how. In any order, as long as the
 * words of the name stay together. It never throws, and takes no word for something that it might not be.
 */
export function readLine(line: string, vocabulary: LineVocabulary): WalkInLine {
  const words = splitLine(line)
  const meanings = meanNumbers(
    words.map((word) => readWord(word, vocabulary)),
    vocabulary,
  )
  const said: Said = { name: [], nameEnds: -1, roomTypeIds: null }
  const read = words.map((word, index): ReadWord => {
    const meaning = meanings[index] ?? { kind: 'unknown' }
    const { text, from, to } = word
    const problem = take(said, word, index, meaning, vocabulary)
    const mayBeSlip = meaning.kind === 'name' && !word.quoted
    return {
      text,
      from,
      to,
      kind: meaning.kind,
      problem,
      near: mayBeSlip ? nearestWord(text, vocabulary) : null,
    }
  })
  const departure = said.departure ?? addDays(vocabulary.businessDate, said.nights ?? 1)
  return {
    words: read,
    fullName: asName(said.name).slice(0, longestName),
    phone: said.phone ?? '',
    email: said.email ?? '',
    nights: nightsBetween(vocabulary.businessDate, departure),
    departure,
    adults: said.party?.adults ?? 1,
    children: said.party?.children ?? 0,
    roomTypeIds: said.roomTypeIds === null ? null : [...said.roomTypeIds],
    roomId: said.room?.roomId ?? null,
    rateMinor: said.rateMinor ?? null,
    method: said.method ?? null,
  }
}

interface Said {
  name: string[]
  /** The place of the name's last word: the next one must follow it. */
  nameEnds: number
  nights?: number
  departure?: string
  party?: { readonly adults: number; readonly children: number }
  room?: RoomNamed
  roomTypeIds: ReadonlySet<string> | null
  rateMinor?: number
  method?: PaymentMethod
  phone?: string
  email?: string
}

/** Takes a word into what is said, or tells why not. */
function take(
  said: Said,
  word: LineWord,
  index: number,
  meaning: SettledMeaning,
  vocabulary: LineVocabulary,
): LineProblem | null {
  switch (meaning.kind) {
    case 'name': {
      if (said.name.length > 0 && said.nameEnds !== index - 1) return 'not_understood'
      said.name.push(word.text.trim())
      said.nameEnds = index
      return null
    }
    case 'nights': {
      if (said.nights !== undefined || said.departure !== undefined) return 'said_twice'
      if (meaning.nights > longestStayNights) return 'too_late'
      said.nights = meaning.nights
      return null
    }
    case 'departure': {
      if (said.nights !== undefined || said.departure !== undefined) return 'said_twice'
      const nights = nightsBetween(vocabulary.businessDate, meaning.departure)
      if (nights < 0) return 'in_past'
      if (nights > longestStayNights) return 'too_late'
      said.departure = meaning.departure
      return null
    }
    case 'party': {
      if (said.party !== undefined) return 'said_twice'
      if (meaning.adults === 0) return 'nobody'
      if (meaning.adults > mostOfParty || meaning.children > mostOfParty) return 'too_many'
      said.party = meaning
      return null
    }
    case 'room': {
      const room = vocabulary.rooms.find(
        ({ roomNumber }) => roomNumber.toLowerCase() === meaning.roomNumber.toLowerCase(),
      )
      if (room === undefined) return 'no_such_room'
      if (said.room !== undefined) return 'said_twice'
      if (said.roomTypeIds?.has(room.roomTypeId) === false) return 'other_type'
      said.room = room
      return null
    }
    case 'type': {
      if (meaning.roomTypeIds.size === 0) return 'no_such_type'
      const before = said.roomTypeIds
      const both = new Set([...meaning.roomTypeIds].filter((id) => before === null || before.has(id)))
      if (both.size === 0) return 'said_twice'
      if (said.room !== undefined && !both.has(said.room.roomTypeId)) return 'other_type'
      said.roomTypeIds = both
      return null
    }
    case 'rate': {
      if (said.rateMinor !== undefined) return 'said_twice'
      said.rateMinor = meaning.rateMinor
      return null
    }
    case 'method': {
      if (said.method !== undefined) return 'said_twice'
      said.method = meaning.method
      return null
    }
    case 'phone': {
      if (said.phone !== undefined) return 'said_twice'
      said.phone = meaning.phone
      return null
    }
    case 'email': {
      if (said.email !== undefined) return 'said_twice'
      said.email = meaning.email
      return null
    }
    case 'unclear':
      return 'room_or_price'
    case 'unknown':
      return 'not_understood'
    default:
      return unreachable(meaning)
  }
}
