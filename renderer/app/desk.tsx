import { useCallback, useLayoutEffect } from 'react'
import type { StayRow } from '../../shared/contract/calls/desk.ts'
import type { StaffMember } from '../../shared/contract/calls/session.ts'
import type { LineStatus } from '../../shared/contract/calls/terminal.ts'
import { useAction } from '../bridge/use-action.ts'
import { useClient } from '../bridge/client.tsx'
import { BookingDrawer } from '../features/booking/booking-drawer.tsx'
import type { RoomToBlock } from '../features/blocks/blocks-dialog.tsx'
import { ConflictsPage } from '../features/conflicts/conflicts-page.tsx'
import { LineAnnouncer } from '../features/line/line-indicator.tsx'
import { GroupsPage } from '../features/groups/groups-page.tsx'
import { HandoverPage } from '../features/handover/handover-page.tsx'
import { NotesPage } from '../features/notes/notes-page.tsx'
import { WakeCalls } from '../features/notes/wake-calls.tsx'
import type { StayToBook } from '../features/rack/use-rack-drop.ts'
import { RackPage } from '../features/rack/rack-page.tsx'
import { RoomsPage } from '../features/rooms/rooms-page.tsx'
import { TodayPage } from '../features/today/today-page.tsx'
import { WaitlistPage, type Waiting } from '../features/waitlist/waitlist-page.tsx'
import { useMay } from '../desk/may.ts'
import { DeskJob } from './desk-job.tsx'
import { pageCalls, useDesk } from './desk-store.ts'
import { NoticeBar } from './notice-bar.tsx'
import { Rail } from './rail.tsx'
import { jobForStep } from './job-for-step.ts'
import { TopBar } from './top-bar.tsx'
import { useAutoLock } from './use-auto-lock.ts'
import { useDeskKeys } from './use-desk-keys.ts'
import { useKeptFocus } from './use-kept-focus.ts'
import './desk.css'

/** Where who may not see a page lands instead. */
const otherPage = {
  today: 'rooms',
  rack: 'rooms',
  rooms: 'today',
  conflicts: 'rooms',
  notes: 'today',
  handover: 'rooms',
  groups: 'rooms',
  waitlist: 'rooms',
} as const

interface DeskProps {
  readonly staff: StaffMember
  readonly line: LineStatus
  readonly locked: boolean
}

/** The desk of whoever is signed in: bar, rail, page, drawer, and the one task at hand. */
export function Desk({ staff, line, locked }: DeskProps) {
  const desk = useDesk()
  const { reads } = useClient()
  const signOut = useAction('session.signOut')
  const lock = () => void signOut.run({})
  const drawerId = desk.bookingId
  const may = useMay()
  const page = may(pageCalls[desk.page]) ? desk.page : otherPage[desk.page]

  useDeskKeys({ locked, onLock: lock })
  useKeptFocus(desk.job)
  useAutoLock(locked, lock)
  // before the next person sees anything
  useLayoutEffect(
    () => () => {
      useDesk.setState(useDesk.getInitialState())
      reads.forget()
    },
    [reads],
  )

  const { start, openBooking } = desk
  const maySteps = may('booking.checkIn')
  const step = useCallback(
    (row: StayRow) => {
      const job = jobForStep(row)
      if (job && maySteps) start(job)
      else openBooking(row.bookingId)
    },
    [maySteps, start, openBooking],
  )

  const bookStay = useCallback((stay: StayToBook) => start({ kind: 'newBooking', stay }), [start])
  const bookWaiting = useCallback((entry: Waiting) => start({ kind: 'bookWaiting', entry }), [start])
  const dropWaiting = useCallback((entry: Waiting) => start({ kind: 'dropWaiting', entry }), [start])
  const block = useCallback((room?: RoomToBlock) => start({ kind: 'blocks', ...(room && { room }) }), [start])

  return (
    <div className="desk">
      <TopBar staff={staff} line={line} onLock={lock} />
      <Rail page={page} onGo={desk.goTo} />
      {page === 'today' ? (
        <TodayPage
          queue={desk.queue}
          onQueue={desk.chooseQueue}
          openBookingId={desk.bookingId}
          onOpen={desk.openBooking}
          onStep={step}
          maySteps={maySteps}
          focus={desk.focus}
        />
      ) : page === 'rack' ? (
        <RackPage
          focus={desk.focus}
          openBookingId={desk.bookingId}
          onOpen={desk.openBooking}
          onBook={bookStay}
          onBlock={block}
        />
      ) : page === 'conflicts' ? (
        <ConflictsPage focus={desk.focus} bookingId={desk.conflictOf} onOpen={desk.openBooking} />
      ) : page === 'notes' ? (
        <NotesPage focus={desk.focus} onOpen={may('booking.get') ? desk.openBooking : null} />
      ) : page === 'groups' ? (
        <GroupsPage
          focus={desk.focus}
          onOpen={(groupId) => start({ kind: 'groupList', groupId })}
          onNew={() => start({ kind: 'newGroup' })}
        />
      ) : page === 'waitlist' ? (
        <WaitlistPage
          focus={desk.focus}
          onBook={bookWaiting}
          onDrop={dropWaiting}
          onAdd={() => start({ kind: 'addWaiting' })}
        />
      ) : page === 'handover' ? (
        <HandoverPage />
      ) : (
        <RoomsPage focus={desk.focus} onBlock={may('room.block') ? block : null} />
      )}
      {drawerId !== null && (
        <BookingDrawer
          key={drawerId}
          bookingId={drawerId}
          focusAsked={desk.drawerAsked}
          onClose={() => desk.openBooking(null)}
          onSettle={may('conflict.list') ? () => desk.goToConflict(drawerId) : null}
          onJob={(kind) => desk.start({ kind, bookingId: drawerId })}
        />
      )}
      {desk.job && <DeskJob job={desk.job} />}
      {may('note.list') && <WakeCalls />}
      <NoticeBar />
      <LineAnnouncer line={line} />
    </div>
  )
}
