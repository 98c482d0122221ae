import type { SearchHit } from '../../shared/contract/calls/desk.ts'
import { unreachable } from '../../shared/kernel/assert.ts'
import { AssignDialog } from '../features/assign/assign-dialog.tsx'
import { BlocksDialog } from '../features/blocks/blocks-dialog.tsx'
import { BillDialog } from '../features/bill/bill-dialog.tsx'
import { CancelDialog } from '../features/cancel/cancel-dialog.tsx'
import { ChargeDialog } from '../features/charge/charge-dialog.tsx'
import { CheckInDialog } from '../features/check-in/check-in-dialog.tsx'
import { CheckOutDialog } from '../features/check-out/check-out-dialog.tsx'
import { DepositDialog } from '../features/deposit/deposit-dialog.tsx'
import { EndDayDialog, type StayErrand } from '../features/end-day/end-day-dialog.tsx'
import { FindDialog } from '../features/find/find-dialog.tsx'
import { GroupDialog, StayGroupDialog } from '../features/groups/group-dialog.tsx'
import { NewGroupDialog } from '../features/groups/new-group-dialog.tsx'
import { GuestDialog, StayGuestDialog } from '../features/guest/guest-dialog.tsx'
import { HoldDialog } from '../features/hold/hold-dialog.tsx'
import { KeysDialog } from '../features/keys/keys-dialog.tsx'
import { NewBookingDialog } from '../features/new-booking/new-booking-dialog.tsx'
import { WalkInDialog } from '../features/new-booking/walk-in-dialog.tsx'
import { NotesDialog } from '../features/notes/notes-dialog.tsx'
import { PaymentDialog } from '../features/payment/payment-dialog.tsx'
import { StayChangeDialog } from '../features/stay-change/stay-change-dialog.tsx'
import { AddWaitingDialog } from '../features/waitlist/add-waiting-dialog.tsx'
import { BookWaitingDialog } from '../features/waitlist/book-waiting-dialog.tsx'
import { DropWaitingDialog } from '../features/waitlist/drop-waiting-dialog.tsx'
import { useDesk, type Job } from './desk-store.ts'
import { useFoundActions } from './use-found-actions.ts'

/** The dialog of the task at hand. */
export function DeskJob({ job }: { readonly job: Job }) {
  const { finish, goToBooking, start, goTo, bookingId } = useDesk()
  const { actions, act } = useFoundActions()

  function openHit(hit: SearchHit) {
    finish()
    if (hit.bookingId !== null) goToBooking(hit.bookingId)
    else if (hit.kind === 'guest') start({ kind: 'profile', guestId: hit.id })
    else if (hit.kind === 'group') start({ kind: 'groupList', groupId: hit.id })
    else if (hit.kind === 'note') goTo('notes')
    else if (hit.kind === 'waiting') goTo('waitlist')
    else goTo('rooms')
  }

  function doFound(id: string, stay: string | null) {
    finish()
    act(id, stay)
  }

  function openBooked(booked: string) {
    finish()
    goToBooking(booked)
  }

  const fromGuest = {
    onDone: finish,
    onOpenBooking: openBooked,
    onBook: (guest: { readonly guestId: string; readonly fullName: string }) =>
      start({ kind: 'newBooking', guest }),
  }

  switch (job.kind) {
    case 'assign':
      return <AssignDialog bookingId={job.bookingId} onDone={finish} />
    case 'checkIn':
      return <CheckInDialog bookingId={job.bookingId} cardOf={cardOf} onDone={finish} />
    case 'checkOut':
      return <CheckOutDialog bookingId={job.bookingId} onDone={finish} />
    case 'payment':
      return <PaymentDialog bookingId={job.bookingId} onDone={finish} />
    case 'charge':
      return <ChargeDialog bookingId={job.bookingId} onDone={finish} />
    case 'deposit':
      return <DepositDialog bookingId={job.bookingId} onDone={finish} />
    case 'cancel':
      return <CancelDialog bookingId={job.bookingId} onDone={finish} />
    case 'moveRoom':
    case 'dates':
    case 'lateCheckOut':
    case 'noShow':
    case 'reinstate':
    case 'undoCheckIn':
      return <StayChangeDialog kind={job.kind} bookingId={job.bookingId} onDone={finish} />
    case 'bill':
    case 'confirmation':
    case 'registration':
      return <BillDialog paper={job.kind} bookingId={job.bookingId} onDone={finish} />
    case 'guest':
      return <StayGuestDialog bookingId={job.bookingId} {...fromGuest} />
    case 'group':
      return <StayGroupDialog bookingId={job.bookingId} onOpenBooking={openBooked} onDone={finish} />
    case 'groupList':
      return (
        <GroupDialog
          key={job.groupId}
          groupId={job.groupId}
          task={job.task}
          onOpenBooking={openBooked}
          onDone={finish}
        />
      )
    case 'newGroup':
      return (
        <NewGroupDialog
          onClose={finish}
          onBooked={({ groupId }) => start({ kind: 'groupList', groupId, task: 'names' })}
        />
      )
    case 'hold':
      return <HoldDialog bookingId={job.bookingId} onDone={finish} />
    case 'addWaiting':
      return <AddWaitingDialog onDone={finish} />
    case 'bookWaiting':
      return <BookWaitingDialog entry={job.entry} onDone={finish} onBooked={openBooked} />
    case 'dropWaiting':
      return <DropWaitingDialog entry={job.entry} onDone={finish} />
    case 'notes':
      return <NotesDialog bookingId={job.bookingId} onDone={finish} />
    case 'profile':
      return <GuestDialog guestId={job.guestId} {...fromGuest} />
    case 'find':
      return (
        <FindDialog
          actions={actions}
          stay={bookingId}
          onClose={finish}
          onChoose={openHit}
          onAct={doFound}
          onWalkIn={(line) => start({ kind: 'walkIn', line })}
        />
      )
    case 'endDay':
      return (
        <EndDayDialog
          onDone={finish}
          onOpenBooking={openBooked}
          onConflicts={() => {
            finish()
            goTo('conflicts')
          }}
          errandOf={errandOf}
        />
      )
    case 'blocks':
      return <BlocksDialog room={job.room} moverOf={moverOf} onDone={finish} />
    case 'keys':
      return <KeysDialog onDone={finish} />
    case 'newBooking':
      return (
        <NewBookingDialog
          walkIn={false}
          guest={job.guest}
          stay={job.stay}
          onClose={finish}
          onBooked={openBooked}
        />
      )
    case 'walkIn':
      return <WalkInDialog line={job.line} onClose={finish} onBooked={openBooked} />
    default:
      return unreachable(job)
  }
}

/** Takes a stay out of the way of something else. */
function moverOf(bookingId: string, onDone: () => void) {
  return <StayChangeDialog kind="moveRoom" bookingId={bookingId} onDone={onDone} />
}

/** A task that another one calls for, and goes on after. */
function errandOf({ kind, bookingId }: StayErrand, onDone: () => void) {
  return kind === 'checkOut' ? (
    <CheckOutDialog bookingId={bookingId} onDone={onDone} />
  ) : (
    <CheckInDialog bookingId={bookingId} cardOf={cardOf} onDone={onDone} />
  )
}

/** What the guests sign, on top of their check-in. */
function cardOf(bookingId: string, onDone: () => void) {
  return <BillDialog paper="registration" bookingId={bookingId} onDone={onDone} />
}
