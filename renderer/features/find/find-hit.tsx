import { BedDouble, BookOpen, Hourglass, StickyNote, UserRound, UsersRound } from 'lucide-react'
import type { SearchHit } from '../../../shared/contract/calls/desk.ts'
import { StayStatus } from '../../desk/stay-status.tsx'
import { Unsent } from '../../desk/unsent.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useLineWords } from '../../desk/use-line-words.ts'
import { useWords } from '../../language/use-words.ts'
import { markMatches } from './mark-matches.ts'

const icons = {
  booking: BookOpen,
  guest: UserRound,
  room: BedDouble,
  group: UsersRound,
  note: StickyNote,
  waiting: Hourglass,
} as const

/** Something that was found: what it is, and by what it was found where that is not its own name. */
export function Hit({ hit, query }: { readonly hit: SearchHit; readonly query: string }) {
  const t = useWords()
  const { day, days } = useFormats()
  const { businessDate } = useHotel()
  /** The year is said where it is another one. */
  const spanOf = ({ arrival, departure }: NonNullable<SearchHit['stay']>) =>
    arrival.slice(0, 4) === businessDate.slice(0, 4)
      ? days(arrival, departure)
      : `${day(arrival, 'full')} – ${day(departure, 'full')}`
  const Icon = icons[hit.kind]
  return (
    <>
      <Icon aria-hidden="true" />
      <span className="unseen">{t(`find.${hit.kind}`)}</span>
      <span className="find-text">
        <span className="find-title cut">
          <Marked text={hit.title} query={query} />
        </span>
        <span className="find-subtitle cut">
          <Marked text={hit.subtitle} query={query} />
          {hit.stay && ` · ${spanOf(hit.stay)}`}
        </span>
        {hit.mention && <FoundBy mention={hit.mention} query={query} />}
      </span>
      <Unsent unsent={hit.unsent} />
      {hit.status && <StayStatus status={hit.status} />}
    </>
  )
}

interface FoundByProps {
  readonly mention: NonNullable<SearchHit['mention']>
  readonly query: string
}

/** What was written down, or which money it was and when. */
function FoundBy({ mention: { by, text, amountMinor, on }, query }: FoundByProps) {
  const t = useWords()
  const { day, money } = useFormats()
  const lineWords = useLineWords()
  const isLine = by === 'charge' || by === 'paid'
  const parts = [
    isLine ? lineWords(text) : text,
    ...(on === null ? [] : [day(on, 'full')]),
    ...(amountMinor === null ? [] : [money(by === 'paid' ? -amountMinor : amountMinor)]),
  ].filter((part) => part !== '')
  return (
    <span className="find-subtitle cut">
      {t(`find.by.${by}`)}: <Marked text={parts.join(' · ')} query={query} />
    </span>
  )
}

export function Marked({ text, query }: { readonly text: string; readonly query: string }) {
  return markMatches(text, query).map((piece, index) => {
    // pieces have no identity but their place
    const key = `${index} ${piece.text}`
    return piece.hit ? <mark key={key}>{piece.text}</mark> : <span key={key}>{piece.text}</span>
  })
}
