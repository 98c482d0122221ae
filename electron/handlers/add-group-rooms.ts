import type { CallError } from '../../shared/contract/errors.ts'
import type { ParsedInput } from '../../shared/contract/index.ts'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import { createBooking } from '../commands/create-booking.ts'
import { loadGroup } from '../store/loads/waiting.ts'
import { readyDay, type DeskDeps } from './desk-deps.ts'
import { doCommand, doTogether } from './do-command.ts'
import type { Staff } from './handlers.ts'

/** Each room is a booking made into the group: priced, promised and undone like any other. */
export function addGroupRooms(
  deps: DeskDeps,
  input: ParsedInput<'group.addRooms'>,
  staff: Staff,
): Result<null, CallError> {
  const { requestId, groupId, arrival, departure, rates } = input
  const group = loadGroup(deps.db, groupId)
  if (group === undefined) return err({ code: 'not_found', field: 'groupId' })
  const day = readyDay(deps.db)
  if (!day.ok) return day
  // they would go back as soon as they are booked
  const isReleased = group.release_date !== null && group.release_date <= day.value
  const contactId = group.contact_customer_id
  const contact =
    contactId === null || isReleased ? undefined : ({ kind: 'known', guestId: contactId } as const)
  return doTogether(deps, (step) => {
    for (const [index, { guest = contact, ...room }] of input.rooms.entries()) {
      if (guest === undefined) return err({ code: 'invalid_input', field: `rooms.${index}.guest` })
      const asked = rates?.find(({ roomTypeId }) => roomTypeId === room.roomTypeId)
      const booking = {
        ...room,
        arrival,
        departure,
        guest,
        bookingGroupId: groupId,
        source: 'group' as const,
        specialRequests: '',
        internalNotes: '',
        overbook: false,
        ...(asked !== undefined && { rateMinor: asked.rateMinor }),
      }
      const done = doCommand(step, createBooking, booking, deps.ids.derived(requestId, String(index)), staff)
      if (!done.ok) return done
    }
    return ok(null)
  })
}
