import {
  BedDouble,
  Ban,
  Banknote,
  CalendarRange,
  Clock,
  DoorOpen,
  FileCheck,
  FileSignature,
  HandCoins,
  KeyRound,
  LogOut,
  MessageSquareText,
  MoveRight,
  ReceiptText,
  RotateCcw,
  SquarePlus,
  Undo2,
  UserRound,
  UsersRound,
  UserX,
} from 'lucide-react'
import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { unreachable } from '../../../shared/kernel/assert.ts'
import { commandName } from '../../desk/command-words.ts'
import { hintOf } from '../../desk/keys.ts'
import { nextStepOf } from '../../desk/next-step.ts'
import { useMay } from '../../desk/may.ts'
import { stayJobCalls, type StayJobName } from '../../desk/stay-job.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useUndo } from '../../desk/use-undo.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'

const icons = {
  assign: BedDouble,
  checkIn: KeyRound,
  checkOut: DoorOpen,
  payment: Banknote,
  charge: SquarePlus,
  deposit: HandCoins,
  bill: ReceiptText,
  confirmation: FileCheck,
  registration: FileSignature,
  guest: UserRound,
  group: UsersRound,
  notes: MessageSquareText,
  moveRoom: MoveRight,
  dates: CalendarRange,
  lateCheckOut: Clock,
  noShow: UserX,
  reinstate: RotateCcw,
  undoCheckIn: LogOut,
  cancel: Ban,
} as const satisfies Record<StayJobName, unknown>

interface BookingActionsProps {
  readonly booking: BookingDetail
  readonly onJob: (kind: StayJobName) => void
}

/** What can be done with this booking now; the next step stands out. */
export function BookingActions({ booking, onJob }: BookingActionsProps) {
  const t = useWords()
  const { businessDate } = useHotel()
  const undo = useUndo()
  const may = useMay()
  const next = nextJob(booking, businessDate)
  return (
    <div className="drawer-actions">
      {[...jobsFor(booking, businessDate), ...(booking.groupId === null ? [] : (['group'] as const))]
        .filter((job) => may(stayJobCalls[job]))
        .map((job) => {
          const Icon = icons[job]
          return (
            <Button
              key={job}
              kind={job === next ? 'primary' : 'plain'}
              icon={<Icon aria-hidden="true" />}
              {...hintOf(job)}
              onPress={() => onJob(job)}
            >
              <span className="cut">{t(`act.${job}`)}</span>
            </Button>
          )
        })}
      {booking.undo && may('booking.undo') && (
        <Button
          icon={<Undo2 aria-hidden="true" />}
          {...hintOf('undo')}
          onPress={() => void undo(booking.bookingId)}
        >
          <span className="cut">{t('job.undo', { step: commandName(t, booking.undo.name) })}</span>
        </Button>
      )}
    </div>
  )
}

function jobsFor(booking: BookingDetail, businessDate: string): readonly StayJobName[] {
  const always = ['bill', 'guest'] as const
  switch (booking.status) {
    case 'pending':
    case 'confirmed':
    case 'guaranteed':
      return [
        'checkIn',
        'assign',
        'payment',
        'charge',
        'deposit',
        'confirmation',
        'registration',
        ...always,
        'notes',
        'moveRoom',
        'dates',
        ...(booking.arrival <= businessDate ? (['noShow'] as const) : []),
        'cancel',
      ]
    case 'checked_in':
      return [
        'checkOut',
        'payment',
        'charge',
        ...always,
        'registration',
        'notes',
        'moveRoom',
        'dates',
        ...(booking.departure === businessDate ? (['lateCheckOut'] as const) : []),
        ...(isUntouched(booking) ? (['undoCheckIn'] as const) : []),
      ]
    case 'checked_out':
      return [...always, ...(booking.departure === businessDate ? (['reinstate'] as const) : [])]
    case 'cancelled':
    case 'no_show':
      return [...always, 'reinstate']
    default:
      return unreachable(booking.status)
  }
}

/** Nothing is on the bill that would have to be taken back, so a guest let in today may be expected again. */
function isUntouched({ balanceMinor, folio }: BookingDetail): boolean {
  return balanceMinor === 0 && folio.every(({ type }) => type !== 'room_charge')
}

function nextJob(booking: BookingDetail, businessDate: string): StayJobName | null {
  const step = nextStepOf(booking, businessDate)
  switch (step) {
    case 'assign':
      return 'assign'
    case 'clean':
    case 'check_in':
      return 'checkIn'
    case 'collect':
      return 'payment'
    case 'check_out':
      return 'checkOut'
    // what becomes of a hold stands above, by itself
    case 'decide':
    case 'none':
      return null
    default:
      return unreachable(step)
  }
}
