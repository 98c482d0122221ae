import type { DateAlternatives } from '../../../shared/contract/calls/stay.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'

interface AlternativesProps {
  readonly offered: DateAlternatives
  readonly departure: string
  readonly isBusy: boolean
  readonly onDeparture: (day: string) => void
  readonly onRoom: (roomId: string) => void
}

/** What else could be done where the room is sold: fewer nights in it, or the added ones in another. */
export function Alternatives({ offered, departure, isBusy, onDeparture, onRoom }: AlternativesProps) {
  const t = useWords()
  const { day } = useFormats()
  return (
    <section className="change-alternatives" aria-label={t('change.alternatives')}>
      <h3 className="change-heading">{t('change.alternatives')}</h3>
      <div className="change-offers">
        {offered.latestDeparture < departure && (
          <Button size="small" onPress={() => onDeparture(offered.latestDeparture)}>
            {t('change.upTo', { day: day(offered.latestDeparture) })}
          </Button>
        )}
        {offered.rooms.slice(0, 6).map((room) => (
          <Button key={room.roomId} size="small" isBusy={isBusy} onPress={() => onRoom(room.roomId)}>
            {t('change.addedIn', { room: `${room.roomNumber} (${room.roomTypeCode})` })}
          </Button>
        ))}
      </div>
    </section>
  )
}
