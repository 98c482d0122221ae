import type { BookingDetail } from '../../shared/contract/calls/booking.ts'
import { useAction } from '../bridge/use-action.ts'
import { useWords } from '../language/use-words.ts'
import { Button } from '../ui/button.tsx'
import { useNotices } from './notices.ts'
import { Refusal } from './refusal.tsx'
import { useFormats } from './use-formats.ts'
import './hold-choices.css'

/** By how much a hold is prolonged. */
const hours = ['2', '24', '72'] as const

interface HoldChoicesProps {
  readonly booking: BookingDetail
  /** In a dialog the first choice has the focus, and each of them closes it. */
  readonly inDialog?: boolean
  readonly onDone?: () => void
}

/** The ways a hold can go on: confirmed, held longer, let go. */
export function HoldChoices({ booking, inDialog = false, onDone }: HoldChoicesProps) {
  const t = useWords()
  const { moment } = useFormats()
  const confirm = useAction('booking.confirm')
  const prolong = useAction('booking.prolongHold')
  const release = useAction('booking.releaseHold')
  const tell = useNotices((state) => state.tell)
  const { bookingId, guest } = booking

  function finish(text: string) {
    tell({ text })
    onDone?.()
  }

  async function keep() {
    if (await confirm.run({ bookingId })) finish(t('done.held', { guest: guest.fullName }))
  }

  async function longer(by: (typeof hours)[number]) {
    // counted where the server's clock is known: this window's may be wrong
    const done = await prolong.run({ bookingId, holdHours: Number(by) })
    const heldUntil = done?.booking.holdExpiresAt
    if (heldUntil !== undefined && heldUntil !== null) {
      finish(t('done.holdProlonged', { guest: guest.fullName, moment: moment(heldUntil) }))
    }
  }

  async function letGo() {
    if (await release.run({ bookingId })) finish(t('done.holdReleased', { guest: guest.fullName }))
  }

  const size = inDialog ? 'large' : 'small'
  return (
    <>
      <Refusal error={confirm.error ?? prolong.error ?? release.error} />
      <div className="hold-choices">
        <Button
          size={size}
          kind={inDialog ? 'primary' : 'plain'}
          autoFocus={inDialog}
          isBusy={confirm.running}
          onPress={() => void keep()}
        >
          {t('hold.confirm')}
        </Button>
        {hours.map((by) => (
          <Button key={by} size={size} isBusy={prolong.running} onPress={() => void longer(by)}>
            {t(`hold.longer.${by}`)}
          </Button>
        ))}
        <Button size={size} isBusy={release.running} onPress={() => void letGo()}>
          {t('hold.release')}
        </Button>
      </div>
    </>
  )
}
