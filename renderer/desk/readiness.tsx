import type { HousekeepingStatus } from '../../shared/domain/room/housekeeping.ts'
import type { MessageKey } from '../language/catalogue.ts'
import { useWords } from '../language/use-words.ts'
import { Sign, type Shape, type Tone } from '../ui/mark.tsx'
import './readiness.css'

interface Look {
  readonly shape: Shape
  readonly tone: Tone
  readonly word: MessageKey
}

const cleanliness = {
  inspected: { shape: 'check', tone: 'good', word: 'room.inspected' },
  clean: { shape: 'circle', tone: 'good', word: 'room.clean' },
  pickup: { shape: 'half', tone: 'warn', word: 'room.pickup' },
  dirty: { shape: 'triangle', tone: 'warn', word: 'room.dirty' },
} as const satisfies Record<HousekeepingStatus, Look>

const blocked: Look = { shape: 'square', tone: 'bad', word: 'room.blocked' }
const occupied: Look = { shape: 'square', tone: 'bad', word: 'room.stillOccupied' }

interface RoomCondition {
  readonly housekeeping: HousekeepingStatus
  /** Somebody else is in it. */
  readonly occupied: boolean
  readonly blocked: boolean
}

/** Can a guest be handed the key to this room: the worst thing about it, as a sign and a word. */
export function Readiness({ room }: { readonly room: RoomCondition }) {
  const t = useWords()
  const look = room.blocked ? blocked : room.occupied ? occupied : cleanliness[room.housekeeping]
  return (
    <span className="readiness">
      <Sign shape={look.shape} tone={look.tone} />
      <span className="readiness-word">{t(look.word)}</span>
    </span>
  )
}
