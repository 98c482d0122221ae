import { englishBlocks } from './english/blocks.ts'
import { englishBoard } from './english/board.ts'
import { englishConflicts } from './english/conflicts.ts'
import { englishDay } from './english/day.ts'
import { englishDeposit } from './english/deposit.ts'
import { englishFaults } from './english/faults.ts'
import { englishFind } from './english/find.ts'
import { englishGroups } from './english/groups.ts'
import { englishGuest } from './english/guest.ts'
import { englishNotes } from './english/notes.ts'
import { englishQueue } from './english/queue.ts'
import { englishRack } from './english/rack.ts'
import { englishWaitlist } from './english/waitlist.ts'
import { englishStayChange } from './english/stay-change.ts'
import { englishSync } from './english/sync.ts'
import { englishWalkIn } from './english/walk-in.ts'
import { englishErrors } from './english/errors.ts'
import { englishDoor } from './english/door.ts'
import { englishMoney } from './english/money.ts'
import { englishStays } from './english/stays.ts'
import { englishKeys } from './english/keys.ts'
import { englishLine } from './english/line.ts'

/** Every sentence of the window, in English: ICU messages. The other languages have exactly these keys. */
export const english = {
  ...englishErrors,
  ...englishDoor,
  ...englishMoney,
  ...englishStays,
  ...englishKeys,
  ...englishLine,
  ...englishSync,
  ...englishBlocks,
  ...englishBoard,
  ...englishConflicts,
  ...englishDay,
  ...englishDeposit,
  ...englishFaults,
  ...englishFind,
  ...englishGroups,
  ...englishGuest,
  ...englishNotes,
  ...englishQueue,
  ...englishRack,
  ...englishStayChange,
  ...englishWaitlist,
  ...englishWalkIn,
  'app.name': 'Front Desk',
  'app.opening': 'Opening…',
  'app.lostTouch': 'The desk program on this machine does not answer. Trying again…',
  'nav.label': 'Places',
  'nav.today': 'Today',
  'nav.rooms': 'Rooms',
  'bar.businessDate': 'Business date',
  'bar.find': 'Find guest, booking, room, bill, amount',
  'bar.newBooking': 'New booking',
  'theme.system': 'As the system',
  'theme.light': 'Light',
  'theme.dark': 'Dark',
  'room.inspected': 'Inspected',
  'room.clean': 'Clean',
  'room.pickup': 'Touch up',
  'room.dirty': 'Dirty',
  'room.blocked': 'Out of order',
  'room.stillOccupied': 'Still occupied',
  'action.undo': 'Undo',
  'action.dismiss': 'Dismiss',
  'action.close': 'Close',
  'action.cancel': 'Cancel',
  'done.undone': '{code}: last step undone',
  'done.assigned': '{guest}: room {room} assigned',
  'done.checkedIn': '{guest} checked in, room {room}',
  'done.checkedOut': '{guest} checked out of room {room}',
  'done.paid': '{amount} taken, receipt {code}',
  'done.paidWithChange': '{amount} taken, receipt {code}. Give {change} change',
  'done.charged': '{what}: {amount} on the bill',
  'done.cancelled': '{code}, {guest}: cancelled',
  'done.booked': 'Booked: {code}',
  'done.walkedIn': '{code}: checked in, room {room}',
  'notes.requests': 'Special requests',
  'notes.internal': 'Notes for colleagues',
  'notes.cancelled': 'Reason of the cancellation',
  'room.looking': 'Looking for free rooms…',
  'room.free': 'Free rooms',
  'room.noneFree': 'No room is free for all the nights.',
  'room.anyType': 'Show rooms of every type',
  'find.placeholder': 'Name, booking, room, amount, note…',
  'find.hits': 'Found',
  'find.hint': 'Any part will do. Arrows choose, Enter opens.',
  'find.nothing': 'Nothing found for “{text}”.',
  'find.looking': 'Looking…',
  'find.booking': 'Booking',
  'find.guest': 'Guest',
  'find.room': 'Room',
  'rooms.filters': 'Which rooms',
  'rooms.filter.all': 'All',
  'rooms.filter.urgent': 'Clean for arrival',
  'rooms.filter.toClean': 'To clean',
  'rooms.filter.ready': 'Free and ready',
  'rooms.filter.occupied': 'Occupied',
  'rooms.floor': 'Floor',
  'rooms.inside': 'Inside',
  'rooms.today': 'Today',
  'rooms.state': 'State',
  'rooms.set': 'Set',
  'rooms.occupied': 'Occupied',
  'rooms.vacant': 'Vacant',
  'rooms.arriving': 'Arrival',
  'rooms.dueOut': 'Due out',
  'rooms.none': 'No such room.',
} as const satisfies Readonly<Record<string, string>>
