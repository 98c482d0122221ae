import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import {
  isOverridable,
  needsManager,
  type CheckInBlocker,
} from '../../../shared/domain/stay/check-in-blockers.ts'
import { unreachable } from '../../../shared/kernel/assert.ts'
import { useAction } from '../../bridge/use-action.ts'
import { hintOf } from '../../desk/keys.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { Waits } from '../../desk/stay-clock.tsx'
import { useDepositWords } from '../../desk/deposit-words.ts'
import { useDialogKey } from '../../desk/use-dialog-key.ts'
import { useQueueRoom } from '../../desk/use-queue-room.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Sign } from '../../ui/mark.tsx'
import { TextField } from '../../ui/text-field.tsx'

interface BlockerListProps {
  readonly booking: BookingDetail
  readonly reason: string
  readonly onReason: (reason: string) => void
  readonly onChooseRoom: () => void
  readonly onPay: () => void
  /** What is seen to in the same step. */
  readonly answered: readonly CheckInBlocker[]
}

/** All that keeps the guest out, each with its way out; what may be overridden takes a reason. */
export function BlockerList({ booking, reason, onReason, onChooseRoom, onPay, answered }: BlockerListProps) {
  const t = useWords()
  const clean = useAction('room.setHousekeeping')
  const queueRoom = useQueueRoom()
  const sayDeposit = useDepositWords()
  const { bookingId, blockers, deposit, queuedAt, roomId, roomNumber } = booking
  useDialogKey(
    'waitHere',
    blockers.some((blocker) => blocker === 'room_dirty' || blocker === 'room_occupied'),
    () => void queueRoom(bookingId),
  )
  if (blockers.length === 0) {
    return (
      <p className="check-in-clear">
        <Sign shape="check" tone="good" />
        {t('checkIn.clear')}
      </p>
    )
  }

  // an early guest waits in the lobby, and housekeeping has this room before the others
  const waitButton = (
    <>
      {queuedAt !== null && <Waits since={queuedAt} />}
      <Button size="small" {...hintOf('waitHere')} onPress={() => void queueRoom(bookingId)}>
        {queuedAt === null ? t('queue.put', { room: roomNumber ?? '' }) : t('queue.drop')}
      </Button>
    </>
  )

  function wayOut(blocker: CheckInBlocker, first: boolean) {
    switch (blocker) {
      case 'no_room':
        return null
      case 'room_occupied':
      case 'room_blocked':
        return (
          <>
            {blocker === 'room_occupied' && waitButton}
            <Button size="small" onPress={onChooseRoom} autoFocus={first}>
              {t('checkIn.chooseOther')}
            </Button>
          </>
        )
      case 'room_dirty':
        if (roomId === null) return null
        return (
          <>
            {!blockers.includes('room_occupied') && waitButton}
            <Button
              size="small"
              isBusy={clean.running}
              onPress={() => void clean.run({ roomId, housekeeping: 'clean' })}
              autoFocus={first}
            >
              {t('checkIn.markClean', { room: roomNumber ?? '' })}
            </Button>
          </>
        )
      case 'not_due_in':
      case 'guest_blacklisted':
      case 'guest_details_missing':
        return null
      case 'deposit_due':
        return (
          <Button size="small" onPress={onPay} isDisabled={answered.includes(blocker)} autoFocus={first}>
            {t('checkIn.payNow')}
          </Button>
        )
      default:
        return unreachable(blocker)
    }
  }

  const overridable = blockers.filter(isOverridable)
  const open = overridable.filter((blocker) => !answered.includes(blocker))
  return (
    <section
      className={overridable.length === blockers.length ? 'blocker-list blocker-list-soft' : 'blocker-list'}
      aria-label={t('checkIn.blockedBy', { count: blockers.length })}
    >
      <h3 className="blocker-list-title">{t('checkIn.blockedBy', { count: blockers.length })}</h3>
      <ul>
        {blockers.map((blocker, index) => (
          <li key={blocker} className="blocker">
            <Sign
              shape={overridable.includes(blocker) ? 'triangle' : 'square'}
              tone={overridable.includes(blocker) ? 'warn' : 'bad'}
            />
            <span className="blocker-text">
              {blocker === 'deposit_due' && deposit ? sayDeposit(deposit) : t(`blocker.${blocker}`)}
            </span>
            {wayOut(blocker, index === 0)}
          </li>
        ))}
      </ul>
      {open.length > 0 && overridable.length === blockers.length && (
        <TextField
          label={t('checkIn.override')}
          help={t(open.some(needsManager) ? 'checkIn.managerAnswers' : 'checkIn.overrideHelp')}
          value={reason}
          onChange={onReason}
          maxLength={200}
          autoFocus={!overridable.includes('room_dirty') && !overridable.includes('deposit_due')}
        />
      )}
      <Refusal error={clean.error} />
    </section>
  )
}
