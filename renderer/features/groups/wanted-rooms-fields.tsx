import type { CallError } from '../../../shared/contract/errors.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { NumberStepper } from '../../ui/number-stepper.tsx'
import { RoomsByType } from './rooms-by-type.tsx'
import type { RoomsWish, WantedRooms } from './use-wanted-rooms.ts'

interface WantedRoomsFieldsProps {
  readonly wish: RoomsWish
  readonly wanted: WantedRooms
  readonly onChange: (part: Partial<RoomsWish>) => void
  readonly error: CallError | undefined
  /** The clerk has tried to finish. */
  readonly tried: boolean
}

/** How many sleep in a room, and how many rooms of each type, at what price. */
export function WantedRoomsFields({ wish, wanted, onChange, error, tried }: WantedRoomsFieldsProps) {
  const t = useWords()
  return (
    <section className="stack" aria-label={t('group.new.rooms')}>
      <Refusal error={error} />
      {tried && wanted.rooms.length === 0 && <NoticeBox tone="bad">{t('group.new.none')}</NoticeBox>}
      <NumberStepper
        label={t('group.new.adults')}
        value={wish.adults}
        onChange={(adults) => onChange({ adults })}
        minValue={1}
        maxValue={20}
      />
      <RoomsByType
        types={wanted.types}
        nights={wanted.nights}
        counts={wish.counts}
        onCounts={(counts) => onChange({ counts })}
        rates={wish.rates}
        onRates={(rates) => onChange({ rates })}
        badRates={wanted.badRates}
      />
    </section>
  )
}

/** What the rooms chosen so far come to; nothing while there is none. */
export function WantedTotal({ wanted }: { readonly wanted: WantedRooms }) {
  const t = useWords()
  const { money } = useFormats()
  const rooms = wanted.rooms.length
  if (rooms === 0) return null
  return (
    <>
      <strong>{money(wanted.totalMinor)}</strong>{' '}
      <span className="soft">{t('group.new.total', { rooms, nights: wanted.nights })}</span>
    </>
  )
}
