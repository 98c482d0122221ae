import { z } from 'zod'
import type { StaffMember } from '../../shared/contract/calls/session.ts'
import type { CallReply, ParsedInput } from '../../shared/contract/index.ts'
import { checkInBlockers } from '../../shared/domain/stay/check-in-blockers.ts'
import { isExpected } from '../../shared/domain/stay/status.ts'
import { isDueIn } from '../../shared/domain/stay/stay.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import { checkIn } from '../commands/check-in.ts'
import { checkOut } from '../commands/check-out.ts'
import { createGroup, updateGroup } from '../commands/group-create.ts'
import { payGroup } from '../commands/group-pay.ts'
import { nameGuests } from '../commands/name-guests.ts'
import { addWaiting, dropWaiting } from '../commands/waitlist.ts'
import { listGroups, loadGroupRecord } from '../store/reads/groups.ts'
import { listWaiting } from '../store/reads/waitlist.ts'
import { addGroupRooms } from './add-group-rooms.ts'
import { readyDay, type DeskDeps } from './desk-deps.ts'
import { doCommand } from './do-command.ts'
import type { Handlers } from './handlers.ts'
import { proposeRoomMoves, proposeRooms } from './propose-rooms.ts'

type GroupCalls =
  | 'group.create'
  | 'group.get'
  | 'group.list'
  | 'group.update'
  | 'group.addRooms'
  | 'group.checkIn'
  | 'group.checkOut'
  | 'group.nameGuests'
  | 'group.pay'
  | 'rooms.proposeRooms'
  | 'rooms.proposeMoves'
  | 'waitlist.add'
  | 'waitlist.drop'
  | 'waitlist.list'

export function createGroupCalls(deps: DeskDeps): Pick<Handlers, GroupCalls> {
  const { db } = deps
  return {
    'group.create': ({ requestId, ...input }, staff) => {
      const done = doCommand(deps, createGroup, input, requestId, staff)
      return done.ok ? groupOf(deps, idsReply.parse(done.value.reply).groupId) : done
    },
    'group.get': ({ groupId }) => groupOf(deps, groupId),
    'group.list': ({ from, to }) => ok({ groups: [...listGroups(db, from, to)] }),
    'group.update': ({ requestId, ...input }, staff) => {
      const done = doCommand(deps, updateGroup, input, requestId, staff)
      return done.ok ? groupOf(deps, input.groupId) : done
    },
    'group.addRooms': (input, staff) => {
      const done = addGroupRooms(deps, input, staff)
      return done.ok ? groupOf(deps, input.groupId) : done
    },
    'group.nameGuests': ({ requestId, ...input }, staff) => {
      const done = doCommand(deps, nameGuests, input, requestId, staff)
      return done.ok ? groupOf(deps, input.groupId) : done
    },
    'group.pay': ({ requestId, ...input }, staff) => {
      const done = doCommand(deps, payGroup, input, requestId, staff)
      if (!done.ok) return done
      const after = groupOf(deps, input.groupId)
      return after.ok ? ok({ ...paidReply.parse(done.value.reply), group: after.value.group }) : after
    },
    'group.checkIn': (input, staff) => checkInGroup(deps, input, staff),
    'group.checkOut': (input, staff) => checkOutGroup(deps, input, staff),
    'rooms.proposeRooms': (input) => {
      const day = readyDay(db)
      return day.ok ? proposeRooms(db, input, day.value) : day
    },
    'rooms.proposeMoves': (input) => {
      const day = readyDay(db)
      return day.ok ? proposeRoomMoves(db, input, day.value) : day
    },
    'waitlist.add': ({ requestId, ...input }, staff) => {
      const day = readyDay(db)
      if (!day.ok) return day
      const done = doCommand(deps, addWaiting, input, requestId, staff)
      if (!done.ok) return done
      const { entryId } = entryReply.parse(done.value.reply)
      const entry = listWaiting(db, day.value).find((one) => one.entryId === entryId)
      return entry === undefined ? err({ code: 'not_found' }) : ok({ entry })
    },
    'waitlist.drop': ({ requestId, ...input }, staff) => {
      const done = doCommand(deps, dropWaiting, input, requestId, staff)
      return done.ok ? ok({}) : done
    },
    'waitlist.list': () => {
      const day = readyDay(db)
      return day.ok ? ok({ entries: [...listWaiting(db, day.value)] }) : day
    },
  }
}

const idsReply = z.object({ groupId: z.string() })
const paidReply = z.object({ payments: z.int(), changeMinor: z.int() })
const entryReply = z.object({ entryId: z.string() })
const blockersOf = z.object({ blockers: z.array(z.enum(checkInBlockers)) })

function groupOf({ db }: DeskDeps, groupId: string): CallReply<'group.get'> {
  const day = readyDay(db)
  if (!day.ok) return day
  const group = loadGroupRecord(db, groupId, day.value)
  return group === null
    ? err({ code: 'not_found', field: 'groupId' })
    : ok({
        group: {
          ...group,
          rates: [...group.rates],
          unnamed: [...group.unnamed],
          stays: [...group.stays],
        },
      })
}

/** One after the other, each its own command: whoever cannot be let in keeps nobody else waiting. */
function checkInGroup(
  deps: DeskDeps,
  { requestId, groupId, bookingIds, override }: ParsedInput<'group.checkIn'>,
  staff: StaffMember,
): CallReply<'group.checkIn'> {
  const day = readyDay(deps.db)
  if (!day.ok) return day
  const group = loadGroupRecord(deps.db, groupId, day.value)
  if (group === null) return err({ code: 'not_found', field: 'groupId' })
  const due = group.stays.filter((stay) =>
    bookingIds === undefined
      ? isExpected(stay.status) && isDueIn(stay, day.value)
      : bookingIds.includes(stay.bookingId),
  )
  const results = due.map(({ bookingId }) => {
    const step = deps.ids.derived(requestId, bookingId)
    const input = { bookingId, ...(override === undefined ? {} : { override }) }
    return resultOf(bookingId, doCommand(deps, checkIn, input, step, staff))
  })
  const after = groupOf(deps, groupId)
  return after.ok ? ok({ results, group: after.value.group }) : after
}

/** As the check-in: who owes something stays, and keeps nobody else. */
function checkOutGroup(
  deps: DeskDeps,
  { requestId, groupId, bookingIds }: ParsedInput<'group.checkOut'>,
  staff: StaffMember,
): CallReply<'group.checkOut'> {
  const day = readyDay(deps.db)
  if (!day.ok) return day
  const group = loadGroupRecord(deps.db, groupId, day.value)
  if (group === null) return err({ code: 'not_found', field: 'groupId' })
  const leaving = group.stays.filter((stay) =>
    bookingIds === undefined
      ? stay.status === 'checked_in' && stay.departure <= day.value
      : bookingIds.includes(stay.bookingId),
  )
  const results = leaving.map(({ bookingId }) =>
    resultOf(
      bookingId,
      doCommand(deps, checkOut, { bookingId }, deps.ids.derived(requestId, bookingId), staff),
    ),
  )
  const after = groupOf(deps, groupId)
  return after.ok ? ok({ results, group: after.value.group }) : after
}

function resultOf(bookingId: string, done: ReturnType<typeof doCommand>) {
  if (done.ok) return { bookingId, ok: true, code: null, blockers: [] }
  const blocked = blockersOf.safeParse(done.error.data)
  return { bookingId, ok: false, code: done.error.code, blockers: blocked.data?.blockers ?? [] }
}
