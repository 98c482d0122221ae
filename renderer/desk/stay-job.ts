import type { CallName } from '../../shared/contract/index.ts'

/** Tasks about one booking, each with its key and its dialog, and the call that it comes down to. */
export const stayJobCalls = {
  assign: 'booking.assignRoom',
  checkIn: 'booking.checkIn',
  checkOut: 'booking.checkOut',
  payment: 'folio.takePayment',
  charge: 'folio.postCharge',
  deposit: 'booking.setDeposit',
  moveRoom: 'booking.moveRoom',
  dates: 'booking.changeDates',
  lateCheckOut: 'booking.lateCheckOut',
  noShow: 'booking.noShow',
  reinstate: 'booking.reinstate',
  undoCheckIn: 'booking.undoCheckIn',
  cancel: 'booking.cancel',
  bill: 'document.bill',
  confirmation: 'document.confirmation',
  registration: 'document.registration',
  guest: 'guest.get',
  group: 'group.get',
  notes: 'note.add',
} as const satisfies Record<string, CallName>

export type StayJobName = keyof typeof stayJobCalls

export function isStayJob(name: string): name is StayJobName {
  return Object.hasOwn(stayJobCalls, name)
}
