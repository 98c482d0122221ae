import type { MessageKey } from '../language/catalogue.ts'

/** Where a key works: anywhere at the desk, in a queue, on the booking in focus or in the drawer, in the rack, on a room, in a group, on the waitlist, on a card of the conflict desk, in a dialog. */
export type KeyScope =
  | 'desk'
  | 'queue'
  | 'booking'
  | 'rack'
  | 'room'
  | 'group'
  | 'waitlist'
  | 'conflict'
  | 'dialog'

interface Binding {
  readonly scope: KeyScope
  readonly chords: readonly [string, ...string[]]
  readonly label: MessageKey
}

/**
 * Every key of the desk, once. Hints on buttons, the handler and the list behind `?` are all made from it. A letter, and
 * Delete, mean one thing wherever they work; digits choose one of a few that stand beside each other.
 */
export const bindings = {
  find: { scope: 'desk', chords: ['Ctrl+K', '/'], label: 'key.find' },
  arrivals: { scope: 'desk', chords: ['F2'], label: 'key.arrivals' },
  rack: { scope: 'desk', chords: ['F3'], label: 'key.rack' },
  departures: { scope: 'desk', chords: ['F4'], label: 'key.departures' },
  inHouse: { scope: 'desk', chords: ['F5'], label: 'key.inHouse' },
  unassigned: { scope: 'desk', chords: ['Shift+F2'], label: 'key.unassigned' },
  deposits: { scope: 'desk', chords: ['Shift+F7'], label: 'key.deposits' },
  rooms: { scope: 'desk', chords: ['F8'], label: 'key.rooms' },
  conflicts: { scope: 'desk', chords: ['F10'], label: 'key.conflicts' },
  groups: { scope: 'desk', chords: ['Shift+F3'], label: 'key.groups' },
  waitlist: { scope: 'desk', chords: ['Shift+F4'], label: 'key.waitlist' },
  newGroup: { scope: 'desk', chords: ['Ctrl+F9'], label: 'key.newGroup' },
  newBooking: { scope: 'desk', chords: ['F9'], label: 'key.newBooking' },
  notesPage: { scope: 'desk', chords: ['Shift+F5'], label: 'key.notesPage' },
  handover: { scope: 'desk', chords: ['Shift+F12'], label: 'key.handover' },
  walkIn: { scope: 'desk', chords: ['Shift+F9'], label: 'key.walkIn' },
  endDay: { scope: 'desk', chords: ['Shift+F8'], label: 'key.endDay' },
  lock: { scope: 'desk', chords: ['F12'], label: 'key.lock' },
  keys: { scope: 'desk', chords: ['?'], label: 'key.keys' },
  leave: { scope: 'desk', chords: ['Escape'], label: 'key.leave' },

  move: { scope: 'queue', chords: ['ArrowUp', 'ArrowDown'], label: 'key.move' },
  nextStep: { scope: 'queue', chords: ['Enter'], label: 'key.nextStep' },
  open: { scope: 'queue', chords: ['Space'], label: 'key.open' },

  assign: { scope: 'booking', chords: ['A'], label: 'key.assign' },
  checkIn: { scope: 'booking', chords: ['I'], label: 'key.checkIn' },
  checkOut: { scope: 'booking', chords: ['O'], label: 'key.checkOut' },
  payment: { scope: 'booking', chords: ['P'], label: 'key.payment' },
  charge: { scope: 'booking', chords: ['C', 'F6'], label: 'key.charge' },
  deposit: { scope: 'booking', chords: ['T'], label: 'key.deposit' },
  bill: { scope: 'booking', chords: ['B'], label: 'key.bill' },
  confirmation: { scope: 'booking', chords: ['D'], label: 'key.confirmation' },
  registration: { scope: 'booking', chords: ['Alt+R'], label: 'key.registration' },
  guest: { scope: 'booking', chords: ['G'], label: 'key.guest' },
  group: { scope: 'booking', chords: ['V'], label: 'key.group' },
  notes: { scope: 'booking', chords: ['N'], label: 'key.notes' },
  moveRoom: { scope: 'booking', chords: ['M'], label: 'key.moveRoom' },
  dates: { scope: 'booking', chords: ['E'], label: 'key.dates' },
  lateCheckOut: { scope: 'booking', chords: ['H'], label: 'key.lateCheckOut' },
  queueRoom: { scope: 'booking', chords: ['Q'], label: 'key.queueRoom' },
  noShow: { scope: 'booking', chords: ['W'], label: 'key.noShow' },
  reinstate: { scope: 'booking', chords: ['R'], label: 'key.reinstate' },
  undoCheckIn: { scope: 'booking', chords: ['Z'], label: 'key.undoCheckIn' },
  cancel: { scope: 'booking', chords: ['Delete'], label: 'key.cancel' },
  undo: { scope: 'booking', chords: ['U', 'Ctrl+Z'], label: 'key.undo' },

  rackMove: {
    scope: 'rack',
    chords: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
    label: 'key.rackMove',
  },
  week: { scope: 'rack', chords: ['Ctrl+ArrowLeft', 'Ctrl+ArrowRight'], label: 'key.week' },
  rackToday: { scope: 'rack', chords: ['Home'], label: 'key.rackToday' },
  rackOpen: { scope: 'rack', chords: ['Enter'], label: 'key.rackOpen' },
  grab: { scope: 'rack', chords: ['M'], label: 'key.grab' },
  depart: { scope: 'rack', chords: ['Shift+ArrowLeft', 'Shift+ArrowRight'], label: 'key.depart' },
  arrive: { scope: 'rack', chords: ['Alt+Shift+ArrowLeft', 'Alt+Shift+ArrowRight'], label: 'key.arrive' },
  split: { scope: 'rack', chords: ['X'], label: 'key.split' },
  lockRoom: { scope: 'rack', chords: ['L'], label: 'key.lockRoom' },
  blockDays: { scope: 'rack', chords: ['K'], label: 'key.blockDays' },
  fold: { scope: 'rack', chords: ['Space'], label: 'key.fold' },
  zoom: { scope: 'rack', chords: ['-', '+'], label: 'key.zoom' },

  dirty: { scope: 'room', chords: ['1'], label: 'room.dirty' },
  pickup: { scope: 'room', chords: ['2'], label: 'room.pickup' },
  clean: { scope: 'room', chords: ['3'], label: 'room.clean' },
  inspected: { scope: 'room', chords: ['4'], label: 'room.inspected' },
  seen: { scope: 'room', chords: ['S'], label: 'key.seen' },
  block: { scope: 'room', chords: ['K'], label: 'key.block' },
  blocks: { scope: 'room', chords: ['Alt+K'], label: 'key.blocks' },

  groupNames: { scope: 'group', chords: ['F'], label: 'key.groupNames' },
  groupRooms: { scope: 'group', chords: ['A'], label: 'key.groupRooms' },
  groupAdd: { scope: 'group', chords: ['J'], label: 'key.groupAdd' },
  groupPay: { scope: 'group', chords: ['P'], label: 'key.groupPay' },
  groupChange: { scope: 'group', chords: ['Y'], label: 'key.groupChange' },
  groupIn: { scope: 'group', chords: ['I'], label: 'key.groupIn' },
  groupOut: { scope: 'group', chords: ['O'], label: 'key.groupOut' },

  waitAdd: { scope: 'waitlist', chords: ['J'], label: 'key.waitAdd' },
  waitDrop: { scope: 'waitlist', chords: ['Delete'], label: 'key.waitDrop' },

  card: { scope: 'conflict', chords: ['ArrowUp', 'ArrowDown'], label: 'key.card' },
  bestRemedy: { scope: 'conflict', chords: ['Enter'], label: 'key.bestRemedy' },
  remedy: { scope: 'conflict', chords: ['1 – 9'], label: 'key.remedy' },

  method: { scope: 'dialog', chords: ['1 – 7'], label: 'key.method' },
  waitForRoom: { scope: 'dialog', chords: ['Alt+J'], label: 'key.waitForRoom' },
  waitHere: { scope: 'dialog', chords: ['Alt+Q'], label: 'key.queueRoom' },
  finish: { scope: 'dialog', chords: ['Ctrl+Enter'], label: 'key.finish' },
} as const satisfies Record<string, Binding>

export type KeyName = keyof typeof bindings

interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/** The chord a key press makes, as `bindings` writes it: 'Ctrl+K', 'Shift+F2', '?', 'I'. */
export function chordOf(press: KeyPress): string {
  const key = keyOf(press)
  // with signs such as '?' Shift is part of making the sign, and a letter is the same with it or without
  const shift = press.shiftKey && key.length > 1
  return [
    ...(press.ctrlKey || press.metaKey ? ['Ctrl'] : []),
    ...(press.altKey ? ['Alt'] : []),
    ...(shift ? ['Shift'] : []),
    key,
  ].join('+')
}

/** The key's name; on keyboards of other scripts the Latin letter printed at the same place. */
function keyOf({ key, code }: KeyPress): string {
  if (key === ' ') return 'Space'
  if (key.length > 1) return key
  if (key.charCodeAt(0) > 127 && code.startsWith('Key')) return code.slice(3)
  return key.toUpperCase()
}

/** The key that a press means in the given scopes, if any. */
export function keyFor(press: KeyPress, scopes: readonly KeyScope[]): KeyName | undefined {
  const chord = chordOf(press)
  return keyNames.find((name) => {
    const binding: Binding = bindings[name]
    return scopes.includes(binding.scope) && binding.chords.includes(chord)
  })
}

export const keyNames = Object.keys(bindings).filter(isKeyName)

function isKeyName(name: string): name is KeyName {
  return Object.hasOwn(bindings, name)
}

const printed: Readonly<Record<string, string>> = {
  Delete: 'Del',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Space: '␣',
  'Ctrl+Enter': 'Ctrl ⏎',
  Enter: '⏎',
}

/** A chord as it is printed on the keyboard. */
export function printChord(chord: string): string {
  return (
    printed[chord] ??
    chord
      .split(/\+(?=.)/)
      .map((key) => printed[key] ?? key)
      .join(' ')
  )
}

/** What a button shows beside its label, and what it tells assistive technology. */
export function hintOf(name: KeyName): { readonly hint: string; readonly 'aria-keyshortcuts': string } {
  const [first] = bindings[name].chords
  return { hint: printChord(first), 'aria-keyshortcuts': first.replace('Ctrl', 'Control') }
}
