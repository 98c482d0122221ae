import { useAction } from '../../bridge/use-action.ts'
import { hintOf } from '../../desk/keys.ts'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useDialogKey } from '../../desk/use-dialog-key.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import type { KnownGuest } from './use-new-booking.ts'
import type { ReadWalkIn } from './use-walk-in-line.ts'

interface LineToWaitlistProps {
  readonly read: ReadWalkIn
  readonly guest: KnownGuest | null
  readonly onDone: () => void
}

/** No room for who stands at the desk: one key, and they wait for one with what their line said. */
export function LineToWaitlist({ read: { said, refusal }, guest, onDone }: LineToWaitlistProps) {
  const t = useWords()
  const { businessDate } = useHotel()
  const add = useAction('waitlist.add')
  const tell = useNotices((state) => state.tell)
  const isFull = refusal?.code === 'no_room_of_type' || refusal?.code === 'room_not_available'
  const isNamed = guest !== null || said.fullName !== ''
  const applies = isFull && isNamed

  useDialogKey('waitForRoom', applies, () => void wait())

  async function wait() {
    const [roomTypeId] = said.roomTypeIds
    const done = await add.run({
      guest:
        guest === null
          ? { kind: 'new', fullName: said.fullName, phone: said.phone, email: said.email }
          : { kind: 'known', guestId: guest.guestId },
      // several may be meant by one word: then any will do
      ...(said.roomTypeIds.length === 1 && roomTypeId !== undefined && { roomTypeId }),
      arrival: businessDate,
      departure: said.departure,
      adults: said.adults,
      children: said.children,
    })
    if (!done) return showProblem()
    tell({ text: t('done.waiting', { guest: done.entry.guestName }) })
    onDone()
  }

  if (!applies) return null
  return (
    <div className="to-waitlist">
      <span className="soft">{t('wait.orWait')}</span>
      <Button size="small" {...hintOf('waitForRoom')} isBusy={add.running} onPress={() => void wait()}>
        {t('wait.addTitle')}
      </Button>
      <Refusal error={add.error} />
    </div>
  )
}
