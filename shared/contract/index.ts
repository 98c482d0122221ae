import type { z } from 'zod'
import type { Result } from '../kernel/result.ts'
import type { CallError } from './errors.ts'
import { bookingCalls } from './calls/booking.ts'
import { conflictCalls } from './calls/conflict.ts'
import { dayCalls } from './calls/day.ts'
import { deskCalls } from './calls/desk.ts'
import { documentCalls } from './calls/document.ts'
import { groupCalls } from './calls/group.ts'
import { guestCalls } from './calls/guest.ts'
import { noteCalls } from './calls/note.ts'
import { leaseCalls } from './calls/lease.ts'
import { rackCalls } from './calls/rack.ts'
import { roomCalls } from './calls/room.ts'
import { sessionCalls } from './calls/session.ts'
import { stayCalls } from './calls/stay.ts'
import { walkInCalls } from './calls/walk-in.ts'
import { terminalCalls } from './calls/terminal.ts'

/**
 * Everything a window may ask of the terminal, one map: the preload bridge, the browser host, the handlers and the
 * window's client are derived from it, so that a missing handler or a wrong reply does not compile.
 */
export const calls = {
  ...terminalCalls,
  ...sessionCalls,
  ...deskCalls,
  ...bookingCalls,
  ...stayCalls,
  ...walkInCalls,
  ...dayCalls,
  ...noteCalls,
  ...roomCalls,
  ...guestCalls,
  ...groupCalls,
  ...documentCalls,
  ...rackCalls,
  ...conflictCalls,
  ...leaseCalls,
} as const

export type CallName = keyof typeof calls
/** What a window sends: fields with defaults may be left out. */
export type CallInput<Name extends CallName> = z.input<(typeof calls)[Name]['input']>
/** What a handler receives: parsed, defaults filled in. */
export type ParsedInput<Name extends CallName> = z.output<(typeof calls)[Name]['input']>
export type CallOutput<Name extends CallName> = z.output<(typeof calls)[Name]['output']>
export type CallReply<Name extends CallName> = Result<CallOutput<Name>, CallError>

export function isCallName(name: string): name is CallName {
  return Object.hasOwn(calls, name)
}
